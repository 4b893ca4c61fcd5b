import type { Grammar } from '../grammar/grammar.ts';
import { parseRoman } from '../scan/roman-numeral.ts';
import { matchAt, type Reading, say, type Scan, wordAfter, wordsBefore } from '../scan/scan.ts';

const numeral = /[IVXLCDM]{1,15}(?![\p{L}\p{N}])/uy;
const englishOrdinal = /([IVXLC]{2,8}|[IVX])(st|nd|rd|th)(?![\p{L}\p{N}])/uy;
const ordinalNumeral = /([IVXLC]{2,8}|[IVX])(º|ª|°)(?![\p{L}\p{N}])/uy;
/** Letters behind a numeral are French, those of the first behind `I` alone: `Ve` and `Ver` are words elsewhere, `Vers` is one. */
const frenchOrdinal =
  /([IVXLC]{2,8}|[IVX])((?<=(?<![IVXLC])I)(?:ers?|re|ère)|e|ème|es|ᵉ|º|ª|°)(?![\p{L}\p{N}])/uy;
/** French shortens the century behind its rank: `XVIIIe s.` */
const century = / s\.(?![\p{L}\p{N}])/uy;
/** `an IV drip`: no numeral has an article. */
const determiners = /^(?:an?|the|my|your|his|her|their|our|this|that|by|via|no)$/u;
const medical =
  /^(?:drips?|fluids?|bags?|lines?|pole|access|antibiotics?|catheters?|injections?|medications?|needles?|therapy|treatments?|tube)$/u;
const teams = /^(?:[123](?:st|nd|rd)|first|second|third|starting|best|playing|world|strongest)$/u;
const single = /^[IVXLCDM]$/u;
/** What has fifty parts and more; of all else that is counted these letters name one: `Group D`, `Appendix C`. */
const greatLetter = /^[LCDM]$/u;
const ofMany =
  /^(?:chapter|psalm|canto|bowl|_?centur(?:y|ies)|siglos?|séculos?|s[eé]c|secolo|cap(?:[ií]tulo|itolo)?|chapitre)$/u;

/** Reads a Roman numeral where what stands around it says that it is one. */
export function readRoman(scan: Scan, at: number): Reading | null {
  const { text, grammar, folded } = scan;
  if (/[\p{L}\p{N}'-]/u.test(text.charAt(at - 1))) return null;
  const { language } = grammar;
  const ranks =
    language === 'fr' ? frenchOrdinal : language.startsWith('en') ? englishOrdinal : ordinalNumeral;
  const suffixed = matchAt(ranks, text, at);
  const rank = parseRoman(suffixed?.[1] ?? '');
  // `Ind.` is no rank.
  const isRank = rank !== null && (!language.startsWith('en') || suffixed?.[2] === toSuffix(rank));
  if (suffixed !== null && rank !== null && isRank) {
    const gender = /re|ª/u.test(suffixed[2] ?? '') ? 'f' : 'm';
    const spoken = grammar.numbers.ordinal(String(rank), gender);
    const end = at + suffixed[0].length;
    const until = /[-–]/u.test(text.charAt(end)) ? matchAt(ranks, text, end + 1) : null;
    const last = parseRoman(until?.[1] ?? '');
    if (until !== null && last !== null)
      return say(
        `${spoken} ${grammar.numbers.to} ${grammar.numbers.ordinal(String(last), gender)}`,
        at,
        end + 1 + until[0].length,
      );
    const short = grammar.language === 'fr' ? matchAt(century, text, end) : null;
    if (short === null) return say(spoken, at, end);
    // The point stays with a sentence that ends there.
    const isEnd = /^["'”’)\]\s]*$/u.test(text.slice(end + short[0].length));
    return say(`${spoken} siècle`, at, end + short[0].length - (isEnd ? 1 : 0));
  }
  const match = matchAt(numeral, text, at);
  const value = parseRoman(match?.[0] ?? '');
  if (match === null || value === null) return null;
  const end = at + match[0].length;
  const before = wordsBefore(text, at);
  const range = readRange(scan, at, before.at(-1) ?? '');
  if (range !== null) return range;
  const isSign = /^[\u2160-\u2188]$/u.test(folded.sourceAt(at));
  const spoken = toWords(scan, match[0], { value, before, isSign, after: wordAfter(text, end) });
  return spoken === null ? null : say(spoken, at, end);
}

/** The ending of an English rank. */
function toSuffix(rank: number): string {
  const last = Math.floor(rank / 10) % 10 === 1 ? 0 : rank % 10;
  return ['th', 'st', 'nd', 'rd'][last] ?? 'th';
}

const rangeOf = /([IVXLC]{1,8})[-–]([IVXLC]{1,8})(?![\p{L}\p{N}'-])/uy;
const centuries = /^(?:secc?|secol[oi])$/u;

/** `Acts I–III`, `siglos XVIII-XIX`, `XVIII-XIX sec.`: a range behind what is counted, or between numerals that are no letters. */
function readRange({ text, grammar, isShouted }: Scan, at: number, before: string): Reading | null {
  const match = isShouted ? null : matchAt(rangeOf, text, at);
  const [written = '', first = '', last = ''] = match ?? [];
  const values = [first, last].map(parseRoman);
  const [from, until] = values;
  if (typeof from !== 'number' || typeof until !== 'number' || from >= until) return null;
  const { roman, numbers } = grammar;
  const behind = wordAfter(text, at + written.length).toLowerCase();
  const word = before.toLowerCase().replace(/\.$/u, '');
  const key = [word, word.replace(/s$/u, '')].find((name) => roman.counted.has(name));
  const isNumeral = [first, last].every((letters) => letters.length > 1 && !roman.words.has(letters));
  const isCentury = centuries.test(behind) || centuries.test(word);
  if (key === undefined && !isNumeral && !isCentury) return null;
  const toWord = (value: number): string => roman.counting(value, isCentury ? 'secolo' : (key ?? ''));
  return say(`${toWord(from)} ${numbers.to} ${toWord(until)}`, at, at + written.length);
}

interface Context {
  readonly value: number;
  readonly before: readonly string[];
  /** Whether it was written with Unicode's own Roman numerals. */
  readonly isSign: boolean;
  readonly after: string;
}

function toWords({ grammar, isShouted }: Scan, written: string, context: Context): string | null {
  const { roman, numbers, language } = grammar;
  const { value, before, isSign, after } = context;
  const last = (before.at(-1) ?? '').replace(/[.'"]/gu, '');
  const previous = last.toLowerCase();
  const isEnglish = language.startsWith('en');
  if (isShouted || (written === 'X' && previous === 'malcolm')) return null;
  if (roman.rulers.has(previous) && value < 40 && !(written === 'I' && isPronoun(after, before, isEnglish)))
    return roman.ruler(value, isQueen(previous) ? 'f' : 'm');
  const isLetter = greatLetter.test(written) && !ofMany.test(previous);
  if (
    !isLetter &&
    (roman.counted.has(previous) || roman.counted.has(`${(before.at(-2) ?? '').toLowerCase()} ${previous}`))
  )
    return roman.counting(value, previous);
  if (roman.counted.has(`_${after.toLowerCase()}`)) return toRank(value, after.toLowerCase(), grammar);
  const form = { gender: 'm', isBeforeNoun: false } as const;
  if (isSign) return numbers.cardinal(String(value), form);
  // `the 1st XI`, `his starting XI`: teams.
  if (isEnglish && /^(?:XI|XV)$/u.test(written) && teams.test(previous))
    return roman.counting(value, previous);
  const isInitials = isEnglish && (determiners.test(previous) || medical.test(after));
  if (single.test(written) || roman.words.has(written) || isInitials) return null;
  if (value >= 1000 && written.length > 3) return numbers.year(String(value));
  const isNamed = /^\p{Lu}/u.test(last) && !/^\p{Lu}+$/u.test(last) && before.length > 1;
  // `John D. Rockefeller III`, `Dr. Lee II`
  const name = before.slice(-3, -1);
  const isPerson = name.some((word) =>
    /^(?:\p{Lu}\.|Dr\.?|Mrs?\.?|Ms\.?|Prof\.?|Sen\.|Rep\.|Gov\.)$/u.test(word),
  );
  if (isEnglish && isNamed && isPerson && value > 1 && value < 6) return roman.ruler(value, 'm');
  if (isNamed && value < 40) return numbers.cardinal(String(value), form);
  return /^(?:II|III|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI{0,3}|XIX|XXI{0,3}|XXIV|XXVI{0,3}|XXIX)$/u.test(written)
    ? numbers.cardinal(String(value), form)
    : null;
}

/** `la II Guerra`, `el III Congreso`: Spanish shortens the first and the third before a masculine noun. */
function toRank(value: number, noun: string, grammar: Grammar): string {
  const { numbers, language } = grammar;
  const gender = grammar.genderOf(noun);
  const rank = numbers.ordinal(String(value), gender);
  return language === 'es' && gender === 'm' ? toSpanishRank(rank) : rank;
}

/** `primer`, `tercer`: the short forms before a masculine noun. */
export function toSpanishRank(rank: string): string {
  return rank.replace(/(prim|terc)ero$/u, '$1er');
}

function isQueen(name: string): boolean {
  return (
    (name.endsWith('a') && !/^(?:andrea|luca|nicola|rama)$/u.test(name)) ||
    /^(?:isabel|eli[sz]abeth)$/u.test(name)
  );
}

/** `Did Charles and I win?`, `When Henry I loved came home` are no kings: a verb of the first person follows. */
function isPronoun(after: string, before: readonly string[], isEnglish: boolean): boolean {
  if (!isEnglish) return false;
  return (
    before.at(-1)?.toLowerCase() === 'and' ||
    /^(?:am|have|do|think|know|will|would|can|love|like|want)$/u.test(after)
  );
}
