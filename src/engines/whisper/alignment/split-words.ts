import type { Vocabulary } from '../text/vocabulary.ts';

/** A word, and how many tokens it has. */
export interface TokenWord {
  readonly text: string;
  readonly tokenCount: number;
}

/** Languages without spaces between words: there each character counts as one. */
const UNSPACED: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);

/** Punctuation that belongs to the word behind it, or before it. */
const LEADING = '"\'“¿([{-';
const TRAILING = '"\'.。,，!！?？:：”)]}、';

/** Splits tokens of text into words with their punctuation, as openai/whisper does. */
export function splitWords(
  tokenIds: readonly number[],
  vocabulary: Vocabulary,
  language: string,
): readonly TokenWord[] {
  const characters = toWholeCharacters(tokenIds, vocabulary);
  const words = UNSPACED.has(language) ? characters : joinAtSpaces(characters);
  return joinTrailing(joinLeading(words));
}

/** Joins tokens until they are whole characters. */
function toWholeCharacters(tokenIds: readonly number[], vocabulary: Vocabulary): readonly TokenWord[] {
  const words: TokenWord[] = [];
  let waiting: number[] = [];
  for (const [index, id] of tokenIds.entries()) {
    waiting.push(id);
    const text = vocabulary.decode(waiting);
    if (text.includes('\ufffd') && index < tokenIds.length - 1) continue;
    words.push({ text, tokenCount: waiting.length });
    waiting = [];
  }
  return words;
}

function joinAtSpaces(parts: readonly TokenWord[]): readonly TokenWord[] {
  return join(parts, ({ text }) => !text.startsWith(' ') && !isPunctuation(text));
}

function joinTrailing(parts: readonly TokenWord[]): readonly TokenWord[] {
  return join(parts, ({ text }, before) => TRAILING.includes(text) && !before.text.endsWith(' '));
}

function joinLeading(parts: readonly TokenWord[]): readonly TokenWord[] {
  return join(parts, (_, { text }) => text.startsWith(' ') && LEADING.includes(text.trim()));
}

function isPunctuation(text: string): boolean {
  return /^[\p{P}\p{S}]+$/u.test(text.trim());
}

/** Joins a part to the one before it where `belongs` says so. */
function join(
  parts: readonly TokenWord[],
  belongs: (part: TokenWord, before: TokenWord) => boolean,
): readonly TokenWord[] {
  const joined: TokenWord[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before === undefined || !belongs(part, before)) joined.push(part);
    else {
      const tokenCount = before.tokenCount + part.tokenCount;
      joined[joined.length - 1] = { text: before.text + part.text, tokenCount };
    }
  }
  return joined;
}
