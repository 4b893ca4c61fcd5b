import { parseNumeral, sayNumeral } from '../scan/numeral.ts';
import type { NumberForm } from '../grammar/grammar.ts';
import {
  matchAt,
  type Reading,
  say,
  type Scan,
  toForm,
  wordAfter,
  wordBefore,
  wordsBefore,
} from '../scan/scan.ts';
import { readMixed, readQuantities, withUnit } from './mixed-number.ts';
import { halves, isFraction, readPair } from './pair.ts';
import { readPart } from './part.ts';

const single = /(\d{1,4})\/(\d{1,4})(?:(?:st|nd|rd|th)s?(?!\p{L}))?(?![\d/]|\.\d)/uy;
const score = /(\d{1,3}[.,]\d{1,2})\/(\d{1,4})(?![\d/]|[.,]\d)/uy;
const scoreWords = new Set([
  'rated',
  'apgar',
  'score',
  'scored',
  'scores',
  'rating',
  'rate',
  'got',
  'solid',
  'gave',
  'give',
  'gives',
  'giving',
  'earned',
  'earns',
  'deserves',
  'nota',
  'note',
  'noté',
  'notée',
  'notes',
  'voto',
  'punteggio',
  'puntuación',
  'calificación',
  'pontuação',
  'sacó',
  'saqué',
  'obtuvo',
  'obteve',
  'tirou',
  'ottenuto',
  'अंक',
]);
const ratedNouns = /^(?:stars?|estrellas?|étoiles?|stelle|estrelas?|स्टार)$/u;
const form = { gender: 'm', isBeforeNoun: false } as const;

interface Slashed {
  readonly at: number;
  readonly end: number;
  readonly numerator: string;
  readonly denominator: string;
}

/** Reads a fraction, a whole number with one, and two numbers with a slash that are none (`24/7`, `120/80`). */
export function readFraction(scan: Scan, at: number): Reading | null {
  if (/[\d/.]/u.test(scan.text.charAt(at - 1))) return null;
  return (
    readQuantities(scan, at) ??
    readMixed(scan, at) ??
    readHalfBehind(scan, at) ??
    readScore(scan, at) ??
    readSingle(scan, at)
  );
}

/** `4.5/5` */
function readScore(scan: Scan, at: number): Reading | null {
  const match = matchAt(score, scan.text, at);
  const first = match === null ? null : parseNumeral(scan, at);
  if (match === null || first === null) return null;
  const [whole, given = '', most = ''] = match;
  // A comma that groups thousands, or parts two numbers, is no decimal sign.
  if (first.fraction === null || first.end !== at + given.length) return null;
  const link = scan.grammar.symbols['out of'] ?? '';
  const words = `${sayNumeral(scan, first, form)} ${link} ${scan.grammar.numbers.cardinal(most, form)}`;
  return say(words, at, at + whole.length);
}

function readSingle(scan: Scan, at: number): Reading | null {
  const match = matchAt(single, scan.text, at);
  if (match === null) return null;
  const [whole, numerator = '', denominator = ''] = match;
  const end = at + whole.length;
  const { numbers } = scan.grammar;
  const pair = (link: string): Reading =>
    say(
      `${numbers.cardinal(numerator, form)} ${link} ${numbers.cardinal(denominator, form)}`.replace(
        / +/gu,
        ' ',
      ),
      at,
      end,
    );
  const link = findLink(scan, { at, end, numerator, denominator });
  if (link !== undefined) return pair(link);
  const law = readLaw(scan, match);
  if (law !== null) return law;
  const other = readPair(scan, { at, end, numerator, denominator });
  if (other !== null) return other;
  const isNought = numerator === '0' && /^(?:5|10|20|100)$/u.test(denominator);
  if (isNought || ratedNouns.test(wordAfter(scan.text, end)))
    return pair(scan.grammar.symbols['out of'] ?? '');
  // Marks at French schools.
  if (scan.grammar.language === 'fr' && denominator === '20') return pair('sur');
  if (!isFraction(numerator, denominator)) {
    if (isRound(numerator, denominator)) return pair('');
    // `113/2024` is the number of a paper or a law.
    const isOver = /^\d{2,3}$/u.test(numerator) && !/^(?:19|20)\d\d$/u.test(denominator);
    return withUnit(scan, pair(scan.grammar.symbols[isOver ? 'over' : '/'] ?? ''));
  }
  if (
    denominator === '10' &&
    wordsBefore(scan.text, at)
      .slice(-3)
      .some((word) => scoreWords.has(word.toLowerCase()))
  )
    return pair(scan.grammar.symbols['out of'] ?? '');
  const until = readUntil(scan, end);
  if (until !== null) {
    return readPart(scan, { start: at, end: until.end }, (counted) => {
      const first = numbers.fraction(numerator, denominator, counted);
      return `${first ?? ''} ${numbers.to} ${until.say(counted)}`;
    });
  }
  return (
    readPart(scan, { start: at, end }, (counted) => numbers.fraction(numerator, denominator, counted)) ??
    pair(scan.grammar.symbols['over'] ?? '')
  );
}

const countedNoun =
  /(?:(?<![\d/])(?:\d|un[ao]?|une|uma?|d\p{L}{2,3}|tr[eê][sz]?|trois|quatro) (\p{L}{4,20})|(midi|meio-dia|mezzogiorno)) (?:e|y|et) $/u;

/** `due tazze e 1/2`, `meio-dia e 1/2`: a half behind what is counted, in its gender. */
function readHalfBehind({ text, grammar }: Scan, at: number): Reading | null {
  const half = halves[grammar.language];
  const isLast = /^1\/2(?: d[aeio'](?!\p{L})| del?(?:la)? |[,.;:!?)]|$)/u.test(text.slice(at, at + 10));
  const match = isLast ? countedNoun.exec(text.slice(Math.max(0, at - 34), at)) : null;
  if (half === undefined || match === null) return null;
  const [, noun, noon] = match;
  const gender = noun === undefined ? (noon === 'meio-dia' ? 'f' : 'm') : grammar.genderOf(noun);
  return say(half[gender], at, at + 3);
}

const ofPages =
  /^(?:page|part|slide|step|day|episode|lesson|question|página|pagina|parte|paso|passo|partie|étape|jour|giorno)$/u;
const pageLinks: Readonly<Record<string, string>> = { es: 'de', it: 'di', 'pt-br': 'de' };

/** `page 3/10`, `scored 18/20`, `10/10`, `95/100`: one of so many pages, or points out of so many. */
function findLink(scan: Scan, { at, end, numerator, denominator }: Slashed): string | undefined {
  const { grammar, text } = scan;
  const [count, most] = [Number(numerator), Number(denominator)];
  const outOf = grammar.symbols['out of'];
  if (count > most) return undefined;
  // `in 3/4 time`, `compás de 6/8`
  const isMeter =
    /^(?:[2-7]\/[24]|(?:3|5|6|7|9|12)\/8)$/u.test(`${numerator}/${denominator}`) &&
    (/^ (?:time(?! (?:of|as|for))|beat|signature|rhythm|groove)(?!\p{L})/u.test(text.slice(end, end + 12)) ||
      /(?:comp[aá]s(?:so)?|mesure|tempo) (?:de |à |di |em )?$/iu.test(text.slice(Math.max(0, at - 13), at)));
  if (isMeter) return '';
  // `9/10 times`
  if (grammar.language.startsWith('en') && most > 2 && /^ times(?!\p{L})/u.test(text.slice(end, end + 7)))
    return outOf;
  if (ofPages.test(wordBefore(text, at)))
    return grammar.language.startsWith('en') ? 'of' : (pageLinks[grammar.language] ?? outOf);
  if (/^ (?:of|de|di|d'|an?|the)(?!\p{L})/u.test(text.slice(end, end + 5))) return undefined;
  if (most === 100 ? count >= 20 : count === 10 && most === 10) return outOf;
  const words = wordsBefore(text, at).slice(-3);
  const isScore = words.some((word) => scoreWords.has(word.toLowerCase()));
  const isUsual = /^(?:[1-8]0|100|5|15|25)$/u.test(denominator);
  return isScore && isUsual && !toForm(scan, end).isBeforeNoun ? outOf : undefined;
}

const laws =
  /^(?:legge|l|decreto|d\.?lgs|d\.l|dl|dm|d\.m|dpr|d\.p\.r|dpcm|d\.p\.c\.m|direttiva|regolamento|legislativo)$/u;

const numberedLaws =
  /(?:^|\s)(?:legge|decreto|sent|sentenza|ordinanza|cass|direttiva)\.? n(?:[.°º]|r\.|um\.)? ?$/iu;

/** `legge 104/92`, `d.lgs. 81/08`: an Italian law and its year. */
function readLaw({ text, grammar }: Scan, match: RegExpExecArray): Reading | null {
  const [written, count = '', year = ''] = match;
  const before = wordBefore(text, match.index);
  const isLaw =
    (/^\d\d$/u.test(year) && laws.test(before)) ||
    (/^(?:19|20)\d\d$/u.test(year) &&
      (laws.test(before) || numberedLaws.test(text.slice(Math.max(0, match.index - 18), match.index))));
  if (grammar.language !== 'it' || !isLaw) return null;
  const { numbers } = grammar;
  const full = year.startsWith('0') ? `20${year}` : year;
  const words = `${numbers.cardinal(count, form)} del ${numbers.cardinal(full, form)}`;
  return say(words.replace(/del (?=[ou])/u, "dell'"), match.index, match.index + written.length);
}

/** `50/50`, `9/11`, `24/7`: two numbers with nothing between them. */
function isRound(numerator: string, denominator: string): boolean {
  const pair = `${numerator}/${denominator}`;
  return numerator === denominator || /^(?:9\/11|(?:24|7|365|52)\/(?:7|52|365))$/u.test(pair);
}

/** `1/2-3/4 cup` */
function readUntil(scan: Scan, at: number): { say(form: NumberForm): string; end: number } | null {
  const match = matchAt(/ ?[-–—] ?(\d{1,3})\/(\d{1,3})(?![\d/]|\.\d)/uy, scan.text, at);
  const [written = '', numerator = '', denominator = ''] = match ?? [];
  if (!isFraction(numerator, denominator)) return null;
  const { numbers } = scan.grammar;
  return {
    say: (counted) => numbers.fraction(numerator, denominator, counted) ?? '',
    end: at + written.length,
  };
}
