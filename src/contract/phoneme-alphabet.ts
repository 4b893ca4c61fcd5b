import ids from './phoneme-ids.json' with { type: 'json' };

/** Kokoro's input ids by phoneme: 114 of them, each one UTF-16 unit. */
export const phonemeIds: ReadonlyMap<string, number> = new Map(Object.entries(ids));

/** Lists the code points of a text in phonemes that Kokoro does not know, each once. White space is known. */
export function findUnknownPhonemes(phonemes: string): string[] {
  const unknown = Array.from(phonemes).filter(
    (codePoint) => !/\s/u.test(codePoint) && !phonemeIds.has(codePoint),
  );
  return [...new Set(unknown)];
}
