/** How the characters of a kind make words that are not listed. */
export interface CharacterKind {
  /** As the dictionary names it. */
  readonly name: string;
  readonly pattern: RegExp;
  /** Whether such a word may stand where a listed one does. */
  readonly isAlways: boolean;
  /** Whether all characters of the kind that follow are one word. */
  readonly isGroup: boolean;
  /** Words of up to so many characters. */
  readonly length: number;
}

// An unlisted word of Han characters has no sound, so that it takes no more of them than it must.
const kinds: readonly CharacterKind[] = [
  {
    name: 'KANJINUMERIC',
    pattern: /[一二三四五六七八九十百千万億兆]/u,
    isAlways: true,
    isGroup: true,
    length: 0,
  },
  { name: 'KANJI', pattern: /[\p{Script=Han}々〆〇]/u, isAlways: false, isGroup: false, length: 1 },
  { name: 'HIRAGANA', pattern: /[\u3041-\u309f]/u, isAlways: false, isGroup: true, length: 2 },
  { name: 'KATAKANA', pattern: /[\u30a1-\u30ff\u31f0-\u31ff]/u, isAlways: true, isGroup: true, length: 2 },
  { name: 'NUMERIC', pattern: /[0-9０-９]/u, isAlways: true, isGroup: true, length: 0 },
  { name: 'ALPHA', pattern: /[\p{Script=Latin}\p{M}]/u, isAlways: true, isGroup: true, length: 0 },
  { name: 'GREEK', pattern: /\p{Script=Greek}/u, isAlways: true, isGroup: true, length: 0 },
  { name: 'CYRILLIC', pattern: /\p{Script=Cyrillic}/u, isAlways: true, isGroup: true, length: 0 },
  {
    name: 'SYMBOL',
    pattern: /[!-/:-@[-`{-~¡-¿！-／：-＠［-｀｛-･]/u,
    isAlways: true,
    isGroup: true,
    length: 0,
  },
  { name: 'DEFAULT', pattern: /[^]/u, isAlways: false, isGroup: true, length: 0 },
];

const fallback: CharacterKind = {
  name: 'DEFAULT',
  pattern: /[^]/u,
  isAlways: false,
  isGroup: true,
  length: 0,
};

/** Finds the kind of a character, which is one UTF-16 unit or a surrogate pair. */
export function toCharacterKind(character: string): CharacterKind {
  return kinds.find(({ pattern }) => pattern.test(character)) ?? fallback;
}
