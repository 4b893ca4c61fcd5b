import { LETTER_SPACE } from '../../contract/phonemizer.ts';

/** The names of letters that are written so that they are no words. */
const namedLetters: ReadonlyMap<string, string> = new Map([
  ['eh', 'A'],
  ['zed', 'Z'],
]);
const letter = `(?:${[...namedLetters.keys()].join('|')}|\\p{Lu})`;

/** The pattern of letters that are bound to one name, the last of them perhaps in the plural: `eh I`, `C P yous`. */
export const initialsPattern = `(?<!\\p{L})${letter}(?:${LETTER_SPACE}\\p{L}+)+`;

// Compatibility forms fold the space.
const initials = new RegExp(`^${letter}(?:[ ${LETTER_SPACE}]\\p{L}+)+$`, 'u');

/** The parts of letters that are bound to one name, each a capital or the name of a letter in the plural; null for a word. */
export function toInitials(word: string): string[] | null {
  if (!initials.test(word)) return null;
  return word.split(/[ \u00a0]/u).map((part) => namedLetters.get(part) ?? part);
}
