import { phonemeIds } from '../../contract/phoneme-alphabet.ts';
import type { Alphabet } from '../../contract/phonemizer.ts';
import type { Phonemes, WordSpan } from '../../contract/segment.ts';

/** The most phonemes that Kokoro takes at once; the padding at both ends comes on top. */
const MAX_PHONEMES = 510;

/** The id that pads both ends. */
const PAD_ID = 0;

/** Kokoro's alphabet: 114 phonemes, of which it takes 510 at once. */
export const kokoroAlphabet: Alphabet = {
  maxPhonemes: MAX_PHONEMES,
  toTokenIds,
  toKnown: toKnownPhonemes,
};

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

/** Whether a code point is one of Kokoro's 114 phonemes. */
export function isPhoneme(codePoint: string): boolean {
  return phonemeIds.has(codePoint);
}

/** Converts phonemes to Kokoro's input ids, padded with 0 at both ends; phonemes that Kokoro does not know are dropped. */
export function toTokenIds(phonemes: string): number[] {
  const ids = [PAD_ID];
  for (const phoneme of phonemes) {
    const id = phonemeIds.get(phoneme);
    if (id !== undefined) ids.push(id);
  }
  ids.push(PAD_ID);
  return ids;
}
