import { describe, expect, it } from 'vitest';
import { isEspeakLanguage, requireSpoken, toEspeakLanguage } from '../../../src/contract/phonemizer.ts';

describe('the languages that are spoken', () => {
  it.each(['en-us', 'en-gb', 'es', 'fr', 'hi', 'it', 'pt-br'] as const)(
    'have %s among them, by any model',
    (language) => {
      expect(() => requireSpoken(language, 'espeak-ng', 'voice')).not.toThrow();
      expect(isEspeakLanguage(language)).toBe(true);
      expect(toEspeakLanguage(language)).toBe(language);
    },
  );

  it.each([
    ['ja', 'The built-in voice does not speak Japanese; Kokoro does.'],
    ['zh', 'The built-in voice does not speak Mandarin Chinese; Kokoro does.'],
  ] as const)('have %s among them, by Kokoro alone', (language, message) => {
    expect(() => requireSpoken(language, 'kokoro-82m', 'voice')).not.toThrow();
    expect(isEspeakLanguage(language)).toBe(false);
    const error = { code: 'invalid_value', message, param: 'voice' };
    expect(() => requireSpoken(language, 'espeak-ng', 'voice')).toThrow(
      expect.objectContaining(error) as Error,
    );
    expect(() => toEspeakLanguage(language)).toThrow(
      expect.objectContaining({ ...error, param: 'language' }) as Error,
    );
  });
});
