import { type Numeral, parseNumeral, sayNumeral } from '../scan/numeral.ts';
import {
  matchAt,
  type Reading,
  say,
  sayDigits,
  type Scan,
  toForm,
  wordAfter,
  wordBefore,
  wordsBefore,
} from '../scan/scan.ts';
import { isCode } from './code-words.ts';
import { isDegree, isMeasured, type Place } from './degrees.ts';
import { isHouse, isPostalCode } from './house-number.ts';
import { isOneOClock, oneOClock, readHalves, readYearOrAge, sayPart } from './number-context.ts';
import { toSpanishRank } from './roman.ts';
import { isYearLike } from './year.ts';

const numberedWords = new Set(['flight', 'route', 'room', 'bus', 'train', 'highway', 'hwy', 'suite', 'apartment', 'apt']); // prettier-ignore
/** Longer numbers have no ordinal form that anybody says. */
const MAX_ORDINAL_DIGITS = 15;
/** `two 747s`: jets, no seconds; `737-800`, `737 MAX`. */
const jets =
  /7[0-8]7(?:s(?![\p{L}\p{N}])|(?=-\d{1,4}(?:ER|LR)?(?![\p{L}\p{N}]|[.,:-]\d)| MAX| Dreamliner))/uy;
const aJet = /^(?:boeing|an?|the)$/u;
const decadeForm = { gender: 'm', isBeforeNoun: false } as const;
const decade = /'?s(?![\p{L}\p{N}])/uy;

/** Reads an ordinal number, or a decade such as `1990s` and `'80s`. */
export function readOrdinal(scan: Scan, at: number): Reading | null {
  const { grammar, text } = scan;
  const from = text.charAt(at) === "'" ? at + 1 : at;
  const numeral = parseNumeral(scan, from);
  if (numeral?.fraction !== null) return null;
  const { integer, end } = numeral;
  if (grammar.language.startsWith('en') && isDecade(scan, at, end)) {
    const ending = matchAt(decade, text, end);
    if (ending !== null) return say(sayDecade(scan, integer), at, end + ending[0].length);
  }
  const series = grammar.language.startsWith('en') && isLawSeries(text, at) ? integer : '';
  if (series !== '') return say(grammar.numbers.ordinal(series, 'm'), at, end + 1);
  const short = readYearOrAge(scan, at, { from, integer, end });
  if (short !== null) return short;
  const planes = grammar.language.startsWith('en') ? matchAt(jets, text, at) : null;
  const plural = planes?.[0].endsWith('s') === true ? 's' : '';
  if (planes !== null && (plural === 's' || aJet.test(wordBefore(text, at))))
    return say(
      `seven ${sayNumeral(scan, { ...numeral, integer: integer.slice(1) }, decadeForm)}${plural}`,
      at,
      at + planes[0].length,
    );
  const halves = from === at ? readHalves(scan, at) : null;
  if (halves !== null) return halves;
  const degree = grammar.units['°'];
  if (degree !== undefined && isDegree(scan, { at: from, end, integer }))
    return say(`${sayNumeral(scan, numeral, decadeForm)} ${degree.many}`, at, end + 1);
  const listed = from === at ? readFirstly(scan, at, { integer, end }) : null;
  if (listed !== null) return listed;
  const suffix = from === at ? matchAt(grammar.numbers.ordinalSuffix, text, end) : null;
  if (
    suffix !== null &&
    (/[1-9]/u.test(integer) || (integer === '0' && grammar.language.startsWith('en'))) &&
    integer.length <= MAX_ORDINAL_DIGITS &&
    !isWrong(scan, { integer, end }, suffix[0]) &&
    !isDayOfMonth(scan, end + suffix[0].length)
  ) {
    const gender = /[aª]/u.test(suffix[1] ?? '') ? 'f' : 'm';
    const rank = grammar.numbers.ordinal(integer, gender, suffix[0]);
    const isShort =
      grammar.language === 'es' &&
      /^ ?(?!dcha|derecha|iz|centro|ctro)\p{Ll}{2}/u.test(
        text.slice(end + suffix[0].length, end + suffix[0].length + 10),
      ) &&
      toForm(scan, end + suffix[0].length).isBeforeNoun;
    return say(isShort ? toSpanishRank(rank) : rank, at, end + suffix[0].length);
  }
  return readShortYear(scan, at, { from, integer, end });
}

/** `1° Ouvrez. 2° Fermez.`: the items of a French list. */
function readFirstly(
  { grammar, text }: Scan,
  at: number,
  { integer, end }: { readonly integer: string; readonly end: number },
): Reading | null {
  const isItem = grammar.language === 'fr' && /(?:^|[.;:] )$/u.test(text.slice(Math.max(0, at - 2), at));
  if (
    !isItem ||
    !/^° ?(?!Celsius|Fahrenheit|à |et |en |au |de |sous |ce )\p{L}{2}/u.test(text.slice(end, end + 12)) ||
    Number(integer) > 12
  )
    return null;
  const rank = grammar.numbers.ordinal(integer, integer === '1' ? 'f' : 'm');
  return say(`${rank}ment`, at, end + 1);
}

/** `123 F.3d 456`, `F. Supp. 2d`: a series of law reports. */
function isLawSeries(text: string, at: number): boolean {
  return (
    /^[234]d(?![\p{L}\p{N}])/u.test(text.slice(at, at + 3)) &&
    /(?:(?<![\p{L}\p{M}])\p{Lu}\.|Supp\. |Ed\. |App\. )$/u.test(text.slice(Math.max(0, at - 6), at))
  );
}

/** `3rd April` is a date. */
function isDayOfMonth({ grammar, text }: Scan, end: number): boolean {
  const month = wordAfter(text, end);
  return (
    grammar.language.startsWith('en') &&
    (/^ \p{Lu}/u.test(text.slice(end, end + 2)) || !/^(?:may|mar|march)$/u.test(month)) &&
    Object.hasOwn(grammar.dates.months, month.toLowerCase())
  );
}

/** `gli anni '80`: the apostrophe stands for the century, which nobody says. */
function readShortYear(
  { grammar, text }: Scan,
  at: number,
  { from, integer, end }: { readonly from: number; readonly integer: string; readonly end: number },
): Reading | null {
  // English says the apostrophe with the number, but behind a hyphen it would join the words: `'98-'99`.
  if (grammar.language.startsWith('en') && !/[-–]/u.test(text.charAt(at - 1))) return null;
  if (from === at || integer.length !== 2 || /^[\p{L}\p{N}'’]/u.test(text.slice(end, end + 2))) return null;
  return say(grammar.numbers.cardinal(integer, { gender: 'm', isBeforeNoun: false }), at, end);
}

/** Whether what looks like the ending of an ordinal number is none: in Britain `11st` is a weight. */
function isWrong(
  { grammar, text }: Scan,
  { integer, end }: { readonly integer: string; readonly end: number },
  suffix: string,
): boolean {
  const behind = text.slice(end + suffix.length, end + suffix.length + 2);
  // `1e-5` is no first, `90°` at the end of a clause an angle.
  const isRange = /^[-−]\d{1,2}e(?!\p{L})/u.test(text.slice(end + suffix.length, end + suffix.length + 5));
  const isMinute = /^(?:45|90|105|120)$/u.test(integer) && behind.startsWith('+');
  if (suffix === 'e' && /^[-−+]\d/u.test(behind) && !isMinute && !isRange) return true;
  if (suffix === '°' && isMeasured({ text, grammar }, { at: end - integer.length, end, integer }))
    return true;
  return grammar.language === 'en-gb' && suffix === 'st' && !/(?<!1)1$/u.test(integer);
}

/** Reads a number that stands alone: a code, a year or a cardinal. */
export function readNumber(scan: Scan, at: number): Reading | null {
  const numeral = parseNumeral(scan, at);
  if (numeral === null) return null;
  const { grammar, text } = scan;
  const { integer, end, fraction } = numeral;
  const isEnglish = grammar.language.startsWith('en');
  const before = wordsBefore(text, at)
    .slice(-3)
    .map((word) => word.toLowerCase().replace(/[.:#]+$/u, ''));
  const isDigits =
    isCode(scan, at, integer) || isPostalCode(scan, at, numeral) || isIndianCode(scan, numeral);
  if (fraction === null && !numeral.isGrouped && isDigits) {
    return say(sayDigits(scan, integer), at, end);
  }
  const isNumbered =
    (/^[1-9]\d{3}$/u.test(integer) && numberedWords.has(before.at(-1) ?? '')) ||
    isHouse(scan, numeral) ||
    isModel(scan, { at, end, integer });
  const isYear = isYearLike(scan, numeral, { at, isInRange: false, hasNoun: false });
  const isHindiYear =
    grammar.language === 'hi' &&
    /^1[1-9]\d\d$/u.test(integer) &&
    (/^ (?:में|के दशक|से (?:19|20)\d\d)(?![\p{L}\p{N}])/u.test(text.slice(end, end + 9)) ||
      (!/[05]0$/u.test(integer) && /^ (?:का|की|के)(?![\p{L}\p{M}])/u.test(text.slice(end, end + 5))) ||
      /^(?:सन्?|वर्ष|साल)$/u.test(before.at(-1) ?? ''));
  if (fraction === null && (isHindiYear || (isEnglish && (isNumbered || isYear))))
    return say(grammar.numbers.year(integer), at, end);
  const part = sayPart(scan, at, numeral);
  if (part !== null) return say(part, at, end);
  const spoken = sayNumeral(scan, numeral, isOneOClock(scan, at, numeral) ? oneOClock : toForm(scan, end));
  const elided =
    grammar.language === 'it' && spoken === 'una' ? matchAt(vowelWord, text, end)?.[1] : undefined;
  if (elided !== undefined) return say(`un'${elided}`, at, end + 1 + elided.length);
  return say(grammar.language === 'it' ? toItalianOne(spoken, text.slice(end, end + 4)) : spoken, at, end);
}

/** `नई दिल्ली 110001`: a postal code behind its city; amounts have their commas, and something that they count. */
function isIndianCode(scan: Scan, { integer, end }: Numeral): boolean {
  if (scan.grammar.language !== 'hi' || !/^[1-9]\d{5}$/u.test(integer) || integer.endsWith('00'))
    return false;
  return wordAfter(scan.text, end) === '';
}

/** `RTX 4090`, `RFC 2616`: initials before a number whose halves are said apart. */
function isModel(scan: Scan, { at, end, integer }: Place): boolean {
  const name = wordsBefore(scan.text, at).at(-1) ?? '';
  return /^\p{Lu}{2,4}$/u.test(name) && /^[2-9]\d[1-9]\d$/u.test(integer) && !toForm(scan, end).isBeforeNoun;
}

/** `1 ora` is `un'ora`. */
const vowelWord = / ([aeiou]\p{L}{1,20})(?![\p{L}'.])/uy;

/** `un libro`, `uno studente`. */
function toItalianOne(spoken: string, behind: string): string {
  return spoken === 'un' && /^ (?:s[^aeiou]|z|gn|ps|pn|x|y)/iu.test(behind) ? 'uno' : spoken;
}

const pluralBefore = /(?:^|\s)(?:(?:all|both|two|three|four)(?: \d{1,2}s and)?|size) $/iu;

/** `all 9s and 10s`, `two 5s`, but not `two 30s spots`. */
function isPlural(scan: Scan, at: number, end: number): boolean {
  const isCounted = pluralBefore.test(scan.text.slice(Math.max(0, at - 16), at));
  return isCounted && !toForm(scan, end + 1).isBeforeNoun;
}

/** `under 12s`, `over-65s`, `the over 50s`, but not `it took over 30s` */
function isAge(text: string, at: number): boolean {
  return /(?<!\p{L})(?:under[ -]|over-|the over )$/iu.test(text.slice(Math.max(0, at - 10), at));
}

/** `the 60s and 70s` */
const ofDecade =
  /^s(?:(?: and |[-–])[1-9]0s)? (?:music|hits|songs|pop|rock|movies|films|fashion|style|kids|nostalgia)(?!\p{L})/u;
const secondDecade = /(?:the|early|late|mid|low|high|upper|lower)[ -][1-9]0'?s (?:and|to|or) $/iu;

/** `30s` is as often a length of time; an article or an apostrophe makes it a decade. */
function isDecade(scan: Scan, at: number, end: number): boolean {
  const { text } = scan;
  const integer = text.slice(at, end).replace(/^'/u, '');
  if (/^[12]\d\d0$/u.test(integer)) return true;
  // `under 12s` are children.
  if (/^\d{1,2}$/u.test(integer) && (isAge(text, at) || isPlural(scan, at, end))) return true;
  if (!/^\d0$/u.test(integer)) return false;
  return (
    text.charAt(at) === "'" ||
    text.charAt(end) === "'" ||
    /^(?:the|his|her|their|my|your|our|(?:early|late|mid|low|high|upper|lower)-?)$/u.test(
      wordBefore(text, at),
    ) ||
    secondDecade.test(text.slice(Math.max(0, at - 20), at)) ||
    /\d\d0'?s(?:, | (?:and|or|to) | ?[-–/] ?)$/u.test(text.slice(Math.max(0, at - 10), at)) ||
    ofDecade.test(text.slice(end, end + 20))
  );
}

/** `1990` before an `s`: "nineteen nineties"; `80`: "eighties". */
export function sayDecade({ grammar }: Scan, digits: string): string {
  const words =
    digits.length === 4 || digits === '00'
      ? grammar.numbers.year(digits.padStart(4, '20'))
      : grammar.numbers.cardinal(digits, { gender: 'm', isBeforeNoun: false });
  if (words.endsWith('x')) return `${words}es`;
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}
