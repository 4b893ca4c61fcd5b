import { parseNumeral, sayNumeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, type Scan, wordAfter, wordBefore } from '../scan/scan.ts';

const form = { gender: 'm', isBeforeNoun: false } as const;
const ratio = /(\d{1,5})( : |: ?)(\d{1,5})(?![\d:]|\p{L}{1,2}:)/uy;
/** `1:1-3`: verses of a chapter. */
const verses = /(\d{1,3}):(\d)[-–](\d{1,3})(?![\d:])/uy;
/** `3:2:1` */
const triple = /(\d{1,3}):(\d):(\d{1,2})(?![\d:])/uy;
/** The sides of pictures, which French and Italian say as fractions. */
const sides = new Set(['16:9', '4:3', '3:2', '5:4', '21:9']);
const ratioWords = new Set(['ratio', 'odds', 'of', 'scale', 'proportion', 'proporción', 'rapport', 'rapporto', 'proporção']); // prettier-ignore

const mixtures =
  /^(?:dilutions?|odds|ratio|scale|mix|mixture|solution|slope|gradient|leverage|blend|proportions?)$/u;

/** Whether what stands around a number with a colon says that it is no time: `a 1:10 dilution`. */
export function isDilution({ text, grammar }: Scan, at: number, end: number): boolean {
  if (!grammar.language.startsWith('en')) return false;
  const before = wordBefore(text, at);
  const isMixture = mixtures.test(wordAfter(text, end)) && !/^(?:around|at|by|from|until)$/iu.test(before);
  return (isMixture && isOfOne(text, at, end)) || /^(?:diluted|mixed)$/u.test(before);
}

/** `a 1:10 mix` and `3:10 odds`, but not `9:30 mix and stir` nor `1:15 scale up` */
function isOfOne(text: string, at: number, end: number): boolean {
  const behind = text.slice(end, end + 24);
  if (/^ (?:dilutions?|odds|ratio|gradient|proportions?)(?!\p{L})/u.test(behind)) return true;
  return text.startsWith('1:', at) && !/^ \p{L}+ (?:up|down|it|them|tapes?)(?!\p{L})/u.test(behind);
}

/** Reads two numbers with a colon that are no time of day: `16:9`, `3:1`. */
export function readRatio(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(ratio, text, at) ?? matchAt(triple, text, at);
  if (match === null || /[\d:.,]/u.test(text.charAt(at - 1)) || isHeading(scan, match)) return null;
  const [written, first = '', , second = ''] = match;
  const { numbers } = grammar;
  const parts = matchAt(triple, text, at);
  if (parts !== null) {
    const words = parts.slice(1).map((digits) => numbers.cardinal(digits, form));
    return say(words.join(` ${grammar.symbols['ratio'] ?? numbers.to} `), at, at + parts[0].length);
  }
  const verse = matchAt(verses, text, at);
  if (verse !== null) {
    const [chapter, from, until] = verse.slice(1).map((digits) => numbers.cardinal(digits, form));
    return say(`${chapter ?? ''} ${from ?? ''} ${numbers.to} ${until ?? ''}`, at, at + verse[0].length);
  }
  const scale = parseNumeral(scan, at + written.length - second.length);
  if (scale?.isGrouped === true && scale.fraction === null) {
    const words = `${numbers.cardinal(first, form)} ${grammar.language === 'fr' ? 'sur' : (grammar.symbols['ratio'] ?? numbers.to)} ${sayNumeral(scan, scale, form)}`;
    return say(words, at, scale.end);
  }
  if (/^\.\d/u.test(text.slice(at + written.length, at + written.length + 2))) return null;
  const isClock = /^\d\d$/u.test(second) && Number(second) < 60 && Number(first) < 25;
  if (isClock && !ratioWords.has(wordBefore(text, at)) && !isDilution(scan, at, at + written.length))
    return null;
  if (written.includes(' ') && isClock) return null;
  const side =
    /^(?:fr|it)$/u.test(grammar.language) && sides.has(written)
      ? numbers.fraction(first, second, form)
      : null;
  if (side !== null) return say(side, at, at + written.length);
  return say(
    `${numbers.cardinal(first, form)} ${grammar.symbols['ratio'] ?? numbers.to} ${numbers.cardinal(second, form)}`,
    at,
    at + written.length,
  );
}

const won =
  /^(?:won|lost|drew|beat|tied|led|ganó|perdió|empató|gagné|perdu|vinto|vince|perso|venceu|ganhou|perdeu|empatou)$/u;

/** `The odds are 3: 1.`, `won 2: 1`: at the end of a sentence, small numbers behind such a word are a ratio. */
function isResult(text: string, match: RegExpExecArray, isFunction: boolean): boolean {
  const [written, first = '', , second = ''] = match;
  const isEnd = /^\s*[.!?]?\s*$/u.test(text.slice(match.index + written.length));
  const isSmall = first.length <= 2 && second.length <= 2;
  return isEnd && isSmall && (isFunction || won.test(wordBefore(text, match.index)));
}

const french = new Set(['de', 'rapport', 'proportion', 'ratio', 'échelle', 'cote']);

/** `Step 1: 2 cups`: a space behind the colon alone parts a heading from its text, in French one before it, too. */
function isHeading({ text, grammar }: Scan, match: RegExpExecArray): boolean {
  const colon = match[2] ?? '';
  const before = wordBefore(text, match.index);
  if (colon === ': ')
    return !ratioWords.has(before) && !isResult(text, match, grammar.functionWords.has(before));
  if (colon !== ' : ' || grammar.language !== 'fr') return false;
  const isNamed = /\p{L}/u.test(before) && !french.has(before.replace(/^[dl]'/u, ''));
  const isYear = /^(?:1[5-9]|20)\d\d$/u.test(match[3] ?? '');
  return isNamed && (isYear || /^\p{Ll}/u.test(wordAfter(text, match.index + match[0].length)));
}
