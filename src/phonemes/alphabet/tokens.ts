import vocabulary from './vocabulary.json' with { type: 'json' };

/** The most phonemes that Kokoro takes at once; the padding at both ends comes on top. */
export const MAX_PHONEMES = 510;

/** The id that pads both ends. */
export const PAD_ID = 0;

const idByPhoneme: ReadonlyMap<string, number> = new Map(Object.entries(vocabulary));
const phonemeById: ReadonlyMap<number, string> = new Map(
  Object.entries(vocabulary).map(([phoneme, id]) => [id, phoneme]),
);

/** Whether a code point is one of Kokoro's 114 phonemes. */
export function isPhoneme(codePoint: string): boolean {
  return idByPhoneme.has(codePoint);
}

/** Converts phonemes to Kokoro's input ids, padded with 0 at both ends; phonemes that Kokoro does not know are dropped. */
export function toTokenIds(phonemes: string): number[] {
  const ids = [PAD_ID];
  for (const phoneme of phonemes) {
    const id = idByPhoneme.get(phoneme);
    if (id !== undefined) ids.push(id);
  }
  ids.push(PAD_ID);
  return ids;
}

/** Converts input ids back to phonemes; padding and ids that Kokoro does not use are dropped. */
export function toPhonemes(tokenIds: readonly number[]): string {
  return tokenIds.map((id) => phonemeById.get(id) ?? '').join('');
}

/** Counts the phonemes that Kokoro knows: the ids without padding. */
export function countPhonemes(phonemes: string): number {
  let count = 0;
  for (const phoneme of phonemes) if (idByPhoneme.has(phoneme)) count += 1;
  return count;
}
