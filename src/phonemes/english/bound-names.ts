import { LETTER_SPACE } from '../../contract/phonemizer.ts';

/** The names of letters that are written so that they are no words. */
const namedLetters: ReadonlyMap<string, string> = new Map([
  ['eh', 'A'],
  ['zed', 'Z'],
]);
const letter = `(?:${[...namedLetters.keys()].join('|')}|\\p{Lu})`;

/** The pattern of words that are bound to one name. */
export const boundPattern = `(?<!\\p{L})\\p{L}+(?:${LETTER_SPACE}\\p{L}+)+`;

// Compatibility forms fold the space.
const initials = new RegExp(
  `^${letter}(?:[ ${LETTER_SPACE}]${letter})*[ ${LETTER_SPACE}](?:${letter}|double yous|\\p{Ll}+)$`,
  'u',
);

/** The parts of letters that are bound to one name, each a capital or the name of a letter in the plural; null for words. */
export function toInitials(word: string): string[] | null {
  return initials.test(word) ? toParts(word) : null;
}

/** How a list may have a name of several words: `GitHub`, `OpenAI`; `Mastercard` for MasterCard. */
export function toNameForms(name: string): string[] {
  const parts = toParts(name);
  const joined = parts.join('');
  const isCompound = parts.length === 2 && parts.every((part) => /^\p{Lu}\p{Ll}{2,}$/u.test(part));
  return isCompound
    ? [joined, joined.charAt(0) + joined.slice(1).toLowerCase(), joined.toLowerCase()]
    : [joined];
}

/** Whether a word has words or letters that are bound to it. */
export function isBound(word: string): boolean {
  return space.test(word);
}

/** Parts the words of names that nothing knows as one; letters stay bound. */
export function unbindNames(text: string, isKnown: (name: string) => boolean): string {
  return text.replace(bound, (name) => (isKnown(name) ? name : unbind(name)));
}

const space = new RegExp(`[ ${LETTER_SPACE}]`, 'u');
const bound = new RegExp(boundPattern, 'gu');
const letterName = new RegExp(`^(?:${letter}|double)$`, 'u');

function unbind(name: string): string {
  const [first = '', ...parts] = name.split(LETTER_SPACE);
  let parted = first;
  let last = first;
  for (const part of parts) {
    const isLetter = letterName.test(last) && !/^\p{Lu}\p{L}/u.test(part);
    parted += (isLetter ? LETTER_SPACE : ' ') + part;
    last = part;
  }
  return parted;
}

function toParts(word: string): string[] {
  return word.split(space).map((part) => namedLetters.get(part) ?? part);
}
