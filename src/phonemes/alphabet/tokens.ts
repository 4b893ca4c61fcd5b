import { phonemeIds } from '../../contract/phoneme-alphabet.ts';

/** The most phonemes that Kokoro takes at once; the padding at both ends comes on top. */
export const MAX_PHONEMES = 510;

/** The id that pads both ends. */
const PAD_ID = 0;

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
