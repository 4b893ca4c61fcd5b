import { type Scan, spell, wordAfter, wordBefore } from '../scan/scan.ts';

/** Short words that people put in capitals, beside the function words of their language. */
const shortWords: Readonly<Record<string, ReadonlySet<string>>> = {
  es: new Set(['no', 'va', 'ti', 'he', 'ha']),
  fr: new Set(['va', 'vu', 'dit', 'sud']),
  it: new Set(['no', 'va', 'ho', 'fa', 'sta', 'tre', 'te', 'tu', 'me']),
  'pt-br': new Set(['vi']),
};
/** `le marquage CE`, `Peugeot SA`: initials beside words in small letters. */
const initials = new Set(['CE', 'SA']);
/** Consonants that no word of a Romance language has side by side. */
const unspeakable =
  /^[^AEIOUY]+$|^(?!CH|[BCDFGPTV][LR]|PS|S[CFLMNPQTV]|GN|QU)[BCDFGHJKLMNPQRSTVXZ]{2}|(?![MNRLS]|([BCDFGPTZ])\1|[BCDFGPTV][LR]|CH|GN|QU)[BCDFGJKPTVXZ][BCDFGJKMNPQSTVXZ]|[BGJKV]$/u;
/** Ends of words in French and in Spanish; of initials elsewhere. */
const lastLetters: Readonly<Record<string, RegExp>> = {
  es: /[CFPT]$|[^AEIOU]D$/u,
  fr: /^.{1,3}(?<=[CDFPT])$/u,
};

/**
 * Says capitals of a Romance language: letters for what has no vowel, or consonants that stand in no word; small letters for a
 * word that people put in capitals. Null where the voice knows best.
 */
export function sayCapitals(scan: Scan, name: string, at: number): string | null {
  const { language, functionWords } = scan.grammar;
  const word = name.toLowerCase();
  const isKnown = functionWords.has(word) || shortWords[language]?.has(word) === true;
  // No initials have an accent; an article has a noun behind it, but Los Angeles has none.
  const isInitials =
    initials.has(name) ||
    (/^(?:LA|LE|DE)$/u.test(name) && wordAfter(scan.text, at + 2) === '') ||
    isCode(scan, name, at);
  if (/[^A-Z]/u.test(name) || (isKnown && (scan.isInCapitals || !isInitials))) return word;
  if (name.length <= 6 && unspeakable.test(name)) return spell(scan, name);
  if (scan.isInCapitals) return word;
  const isShort = name.length <= 3 && !/[AEIOU]/u.test(name.slice(0, -1));
  const isEnded = name.length <= 6 && (lastLetters[language] ?? /[CDFPT]$/u).test(name);
  return isShort || isEnded ? spell(scan, name) : null;
}

/** `Milano (MI)`, `Aracaju - SE`, `el área de TI`, `le SI`: a code that looks like a small word. */
function isCode({ text, grammar }: Scan, name: string, at: number): boolean {
  const end = at + name.length;
  const isInBrackets = text.charAt(at - 1) === '(' && text.charAt(end) === ')';
  const isBehindPlace = /\p{Ll} [-–] $/u.test(text.slice(Math.max(0, at - 4), at));
  if (isInBrackets || (isBehindPlace && !/^ \p{L}/u.test(text.slice(end, end + 2)))) return true;
  const before = wordBefore(text, at);
  if (grammar.language === 'fr') return /^(?:SI|DU)$/u.test(name) && /^(?:le|un|du)$/u.test(before);
  return name === 'TI' && /^(?:de|área|departamento|setor|equipe|equipo)$/u.test(before);
}
