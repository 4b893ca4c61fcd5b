import { readDottedPlural } from './acronym.ts';
import { isNamedByLetter } from '../../sentences/sentence-end.ts';
import { inContext, lookUp } from './abbreviation-context.ts';
import { readHistory } from './history.ts';
import { findBook } from './verse.ts';
import { isAtStart, matchAt, type Reading, say, type Scan, spell } from '../scan/scan.ts';

const dotted =
  /(?:(?!(?<=\p{Lu}\.)s\.?(?![\p{L}\p{N}.]))\p{L}\p{M}{0,4}\.){2,8}(?:(?!(?<=\p{Lu}\.)s)\p{L}\p{M}*(?![\p{L}\p{M}]))?/uy;
const spacedInitials =
  /(?=\p{Script=Latin})\p{Lu}\.(?= ?(?:\p{Lu}\.|\p{Lu}[\p{Ll}\p{M}]|[234]d(?![\p{L}\p{N}])|\d{1,4}-\d))/uy;
const word = /[\p{L}][\p{L}\p{M}]*(?:[.'][\p{L}\p{M}]+){0,3}(?:[. ]?[ªº°](?:s(?!\p{L}))?)?/uy;
const spacedAbbreviation = /c\.-?à-?d\.|(?:\p{L}{1,3}\.[ -]?){2,4}/iuy;
const numberBehind =
  /^[ (#]*(?:n?[º°] ?)?(?:\d|[LRDA]\. ?\d|(?:[VXLC]|I[IVX])[IVXLC]*(?![\p{L}'’]|-(?![IVXLC]{1,6}(?!\p{L})))|(?=[ivx]{2}|[ivx]–)x{0,3}(?:ix|iv|v?i{0,3})(?![\p{L}'’]))/u;
/** A Roman one, which is a pronoun in English. */
const firstBehind = /^ I(?![\p{L}'’-]|\. ?\S)/u;
/** `App. B` */
const letterBehind = /^ [B-HJ-Z](?![\p{L}\p{M}'’])/u;
const nameBehind = /^ ?(?:\p{Lu}|\p{Lo}|d'\p{Lu})/u;

/** Reads an abbreviation, by what stands around it; the point of one that ends a sentence stays with the sentence. */
export function readAbbreviation(scan: Scan, at: number): Reading | null {
  if (!isAtStart(scan.text, at)) return null;
  return (
    readSaintPlace(scan, at) ??
    readInterest(scan, at) ??
    readHistory(scan, at) ??
    readSpaced(scan, at) ??
    readKnown(scan, at) ??
    readDotted(scan, at) ??
    readInitial(scan, at)
  );
}

/** `St-Denis`, `Ste-Anne`: French places and churches. */
function readSaintPlace({ text, grammar }: Scan, at: number): Reading | null {
  if (grammar.language !== 'fr') return null;
  const match = matchAt(/(Ste?)-(?=\p{Lu})/uy, text, at);
  return match === null ? null : say(match[1] === 'Ste' ? 'sainte' : 'saint', at, at + match[0].length - 1);
}

const interest = /a\. ?([dma])\./uy;
const periods: Readonly<Record<string, string>> = { a: 'ano', d: 'dia', m: 'mês' };

/** `10% a.m.` is "ao mês" in Brazil. */
function readInterest({ text, grammar }: Scan, at: number): Reading | null {
  if (grammar.language !== 'pt-br' || !/% ?$/u.test(text.slice(Math.max(0, at - 2), at))) return null;
  const match = matchAt(interest, text, at);
  const period = match === null ? undefined : periods[match[1] ?? ''];
  return match === null || period === undefined
    ? null
    : say(`ao ${period}`, at, toEnd(text, at + match[0].length));
}

/** `EE. UU.`, `p. ex.`, `s. m. j.` */
function readSpaced(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(spacedAbbreviation, text, at);
  if (match === null) return null;
  const written = match[0].trimEnd();
  const spoken = lookUp(
    grammar.abbreviations.spoken,
    written.replaceAll(' ', '').replace(/\.$/u, '').toLowerCase(),
  );
  // `S. M. el Rey`, but `S. M. Ruiz`
  const isMajesty = spoken?.includes('majestad') === true;
  if (isMajesty && !/^ (?:el|la|los|las|don|doña) /u.test(text.slice(match.index + written.length)))
    return null;
  if (spoken === undefined) return null;
  const end = at + written.length;
  return readDottedPlural(scan, spoken, { start: at, end }) ?? say(spoken, at, toEnd(text, end));
}

function readKnown(scan: Scan, at: number): Reading | null {
  const { text, grammar, isShouted } = scan;
  const match = matchAt(word, text, at);
  if (match === null) return null;
  const end = at + match[0].length;
  const key = match[0].toLowerCase();
  // Capitals are initials: `6 PM EST.` ends with no "established".
  if (Object.hasOwn(grammar.initialisms, match[0]) && /^\p{Lu}{2}/u.test(match[0])) return null;
  const hasPoint = text.charAt(end) === '.' && text.charAt(end + 1) !== '.';
  const behind = text.slice(hasPoint ? end + 1 : end, end + 12);
  const { abbreviations } = grammar;
  const isNamed = nameBehind.test(behind) && text.charAt(end + (hasPoint ? 1 : 0)) === ' ';
  const byContext =
    findBook(scan, key, end) ?? inContext(scan, { key, at, end: hasPoint ? end + 1 : end, isNamed });
  if (isSpelled(scan, match[0], { behind, isTitle: isNamed || byContext !== undefined }))
    return say(spell(scan, match[0]), at, end);
  const spoken =
    byContext ??
    ((numberBehind.test(behind) ||
      (hasPoint && letterBehind.test(behind) && isNamedByLetter(text.slice(Math.max(0, at - 5), end + 1))) ||
      (!grammar.language.startsWith('en') && firstBehind.test(behind))) &&
    !isInitials(text, at, end)
      ? lookUp(abbreviations.beforeNumber, key)
      : undefined) ??
    (isNamed && !(key === 's' && /^ \p{Lu}\./u.test(behind))
      ? lookUp(abbreviations.beforeName, key)
      : undefined) ??
    lookUp(abbreviations.spoken, key);
  if (spoken === undefined || (isShouted && !hasPoint)) return null;
  // `SR 520` and `SR-99` are roads.
  if (!hasPoint && /^[SJ]R$/u.test(match[0]) && (numberBehind.test(behind) || /^-\d/u.test(behind)))
    return null;
  // `BD` and `TB` are initials, `Bd` is a street and `tb` "também".
  if (match[0] === 'NO' && grammar.language === 'fr') return null;
  if (!hasPoint && inSmallLetters.has(key) && /^\p{Lu}{2}$/u.test(match[0])) return null;
  // `Mt Fuji`, `Col Moss`: the British write titles without a point.
  const isTitle =
    isNamed && /^\p{Lu}\p{Ll}+$/u.test(match[0]) && lookUp(abbreviations.beforeName, key) !== undefined;
  const isNumbered = /^(?:Apt|Ste|Bldg|Fig|Vol|Ext|Ch)$/u.test(match[0]) && /^ \d/u.test(behind);
  // The British write `No 10` without a point.
  const isBritishNo = grammar.language === 'en-gb' && match[0] === 'No' && at > 0 && /^ \d/u.test(behind);
  const isAlways =
    isNumbered ||
    isBritishNo ||
    hasPoint ||
    !abbreviations.withPointOnly.has(key) ||
    byContext !== undefined ||
    isTitle;
  if (!isAlways) return null;
  return say(spoken, at, hasPoint && !chat.has(key) ? toEnd(text, end + 1) : end);
}

const inSmallLetters = new Set(['av', 'bd', 'pl', 'ch', 'ds', 'hj', 'pq', 'qq', 'tb', 'tt', 'vc', 'xq']);

/** Nobody writes these with a point: one behind them ends the sentence. */
const chat = new Set(['brb', 'btw', 'gr8', 'idk', 'msg', 'msgs', 'omg', 'pls', 'plz', 'ppl', 'tbh', 'thx']);

/** Whether capitals are initials in English, though small letters are an abbreviation: `VS Code`, `the DR` and `DR Congo`. */
function isSpelled(
  { grammar, isInCapitals }: Scan,
  written: string,
  { behind, isTitle }: { readonly behind: string; readonly isTitle: boolean },
): boolean {
  if (isInCapitals || !grammar.language.startsWith('en')) return false;
  if (written === 'VS') return /^ (?:Code|Studio)(?!\p{L})/u.test(behind);
  return written === 'DR' && (!isTitle || /^ Congo(?!\p{L})/u.test(behind));
}

/** The end of an abbreviation; the last point of a text is the sentence's own. */
export function toEnd(text: string, end: number): number {
  return /^["'”’»)\]\s]*$/u.test(text.slice(end)) ? end - 1 : end;
}

/** The second letter of `C. P. 28001` is short for no page. */
function isInitials(text: string, at: number, end: number): boolean {
  return (
    end === at + 1 &&
    /^\p{Lu}/u.test(text.charAt(at)) &&
    /\p{Lu}\p{Ll}{0,4}\. ?$/u.test(text.slice(Math.max(0, at - 7), at))
  );
}

/** `U.S.`, `Ph.D.`, `a.m.`: the letters one by one. */
function readDotted(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match =
    matchAt(dotted, text, at) ??
    matchAt(/Ph\.? ?D(?:\.|(?!\p{L}))|\p{Lu}\.\p{Lu}(?![\p{L}\p{M}\p{N}.])/uy, text, at);
  if (match === null) return null;
  const key = match[0].replace(/\.$/u, '').toLowerCase().replaceAll(' ', '');
  // Vowel signs stay with their letters.
  const letters = /\p{M}/u.test(key)
    ? match[0].replaceAll('.', ' ').trim()
    : spell(scan, match[0].replace(/[^\p{L}]/gu, ''));
  const spoken = lookUp(grammar.abbreviations.spoken, key) ?? letters;
  const end = at + match[0].length;
  const plural = readDottedPlural(scan, spoken, { start: at, end });
  if (plural !== null) return plural;
  return say(spoken, at, match[0].endsWith('.') ? toEnd(text, end) : end);
}

/** `J. R. Moss`: an initial's point is not a sentence's. */
function readInitial(scan: Scan, at: number): Reading | null {
  // The key of `Ctrl+C.` is no initial.
  const match = /[+&]/u.test(scan.text.charAt(at - 1)) ? null : matchAt(spacedInitials, scan.text, at);
  if (match === null || (match[0] === 'I.' && !/^ ?\p{Lu}\./u.test(scan.text.slice(at + 2, at + 5))))
    return null;
  return say(spell(scan, match[0].charAt(0)), at, at + match[0].length);
}
