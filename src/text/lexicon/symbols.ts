/** A text as symbols: its characters, and the borders of its words between them. */
export interface Symbols {
  /** Ids of the characters as they are written, and with capitals as small letters. */
  readonly exact: Int32Array;
  readonly folded: Int32Array;
  /** Where each symbol begins in the text; UTF-16. */
  readonly offsets: Int32Array;
  readonly length: number;
}

/** Numbers characters. Matchers read patterns with one that grows, and texts with the same one closed. */
export type ToSymbolId = (character: string) => number;

/** The id of a character that no pattern holds. */
export const UNKNOWN = 0;
/** The id of a border of a word; the ends of a text are borders, too. */
export const BORDER = 1;

const attached = /[\p{M}\p{Cf}]/u;
const apostrophe = /['’ʼ‘`´]/u;
/** Letters and digits of scripts that put spaces between words; between others every place is a border. */
const wordCharacter =
  /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}]/u;

/** What is the same wherever a character stands. */
interface Character {
  readonly exact: number;
  readonly folded: number;
  /** Null where that depends on what is around it: for an apostrophe. */
  readonly isWord: boolean | null;
}

/** Reads a text as symbols. Composed and decomposed letters, and all kinds of apostrophes, are the same. Takes linear time. */
export function toSymbols(text: string, toId: ToSymbolId): Symbols {
  // Each character has at most one border before it, and one stands at the end.
  const size = 2 * text.length + 1;
  const [exact, folded, offsets] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const known = new Map<string, Character | null>();
  let [length, wasWord] = [0, false];
  for (let at = 0; at < text.length;) {
    const end = findEnd(text, at);
    const written = text.slice(at, end);
    let character = known.get(written);
    if (character === undefined) {
      character = createCharacter(written, toId);
      // Long ones are rare, and would be kept for nothing.
      if (written.length <= 2) known.set(written, character);
    }
    if (character !== null) {
      const isWord = character.isWord ?? (wasWord && isInWord(text, end));
      if (!(wasWord && isWord)) {
        exact[length] = BORDER;
        folded[length] = BORDER;
        offsets[length] = at;
        length += 1;
      }
      wasWord = isWord;
      exact[length] = character.exact;
      folded[length] = character.folded;
      offsets[length] = at;
      length += 1;
    }
    at = end;
  }
  exact[length] = BORDER;
  folded[length] = BORDER;
  offsets[length] = text.length;
  return { exact, folded, offsets, length: length + 1 };
}

/** Null for what is no character, such as a mark of direction. */
function createCharacter(written: string, toId: ToSymbolId): Character | null {
  const character = toCharacter(written);
  if (character === '') return null;
  const isWord = character === "'" ? null : wordCharacter.test(character);
  return { exact: toId(character), folded: toId(character.toLowerCase()), isWord };
}

/** Finds the end of a character with all that is attached to it, or of white space. */
function findEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  // Plain letters need no closer look.
  if (code > 0x20 && code < 0x80 && !(text.charCodeAt(at + 1) >= 0xad)) return at + 1;
  if (isSpace(text, at)) {
    let end = at + 1;
    while (end < text.length && isSpace(text, end)) end += 1;
    return end;
  }
  let end = at + toWidth(text, at);
  while (end < text.length && isAttached(text, end)) end += toWidth(text, end);
  return end;
}

function toWidth(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? code === 0x20 || (code >= 0x09 && code <= 0x0d) : /\s/u.test(text.charAt(at));
}

function isAttached(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at) ?? 0;
  return codePoint >= 0xad && attached.test(String.fromCodePoint(codePoint));
}

/** Gives the symbol of a character: white space is one space, or a break that no phrase goes across. */
function toCharacter(written: string): string {
  if (isSpace(written, 0)) return written.split('\n', 3).length > 2 ? '\n' : ' ';
  if (written.length === 1 && written.charCodeAt(0) < 0x80) return written === '`' ? "'" : written;
  const plain = written.replace(/\p{Cf}/gu, '').normalize('NFC');
  return apostrophe.test(plain) ? "'" : plain;
}

/** Whether an apostrophe behind a letter belongs to the word: where a letter follows, unless it is a possessive. */
function isInWord(text: string, end: number): boolean {
  const next = String.fromCodePoint(text.codePointAt(end) ?? 0x20);
  return wordCharacter.test(next) && !/^s(?![\p{L}\p{N}])/iu.test(text.slice(end, end + 3));
}
