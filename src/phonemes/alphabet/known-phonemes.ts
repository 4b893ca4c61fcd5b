import type { Phonemes, WordSpan } from '../../contract/segment.ts';
import { isPhoneme, toTokenIds } from './tokens.ts';

/** The ids up to here are punctuation and the space. */
const LAST_SILENT_ID = 16;

/**
 * Drops the phonemes that Kokoro does not know, so that the code point at offset i is the token at i + 1, and moves the
 * words along. White space becomes single spaces, none at the ends. Without a single sound in it, all is empty.
 */
export function toKnownPhonemes({ phonemes, words }: Phonemes): Phonemes {
  const kept: string[] = [];
  const offsets: number[] = [];
  for (const codePoint of phonemes) {
    offsets.push(kept.length);
    const phoneme = /\s/u.test(codePoint) ? ' ' : codePoint;
    const isDoubled = phoneme === ' ' && (kept.length === 0 || kept.at(-1) === ' ');
    if (!isDoubled && isPhoneme(phoneme)) kept.push(phoneme);
  }
  if (kept.at(-1) === ' ') kept.pop();
  const text = kept.join('');
  if (toTokenIds(text).every((id) => id <= LAST_SILENT_ID)) return { phonemes: '', words: [] };
  const move = (offset: number): number => Math.min(offsets[offset] ?? kept.length, kept.length);
  return {
    phonemes: text,
    words: words.map((word): WordSpan => ({
      ...word,
      phonemeStart: move(word.phonemeStart),
      phonemeEnd: move(word.phonemeEnd),
    })),
  };
}
