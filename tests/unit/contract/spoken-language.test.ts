import { describe, expect, it } from 'vitest';
import {
  isEspeakLanguage,
  isSpokenLanguage,
  requireSpoken,
  toEspeakLanguage,
} from '../../../src/contract/spoken-language.ts';

describe('the languages that can be spoken', () => {
  it.each(['en-us', 'en-gb', 'es', 'fr', 'hi', 'it', 'pt-br'] as const)('have %s among them', (language) => {
    expect(isSpokenLanguage(language)).toBe(true);
    expect(() => requireSpoken(language, 'espeak-ng')).not.toThrow();
    expect(isEspeakLanguage(language)).toBe(true);
    expect(toEspeakLanguage(language)).toBe(language);
  });

  it.each([['zh', 'The built-in voice does not speak Mandarin Chinese; Kokoro does.']] as const)(
    'have %s, by Kokoro alone',
    (language, message) => {
      expect(isSpokenLanguage(language)).toBe(true);
      expect(() => requireSpoken(language, 'kokoro-82m')).not.toThrow();
      expect(isEspeakLanguage(language)).toBe(false);
      const error = { code: 'invalid_value', message, param: 'language' };
      expect(() => requireSpoken(language, 'espeak-ng')).toThrow(expect.objectContaining(error) as Error);
      expect(() => toEspeakLanguage(language)).toThrow(expect.objectContaining(error) as Error);
    },
  );

  it('do not have Japanese', () => {
    expect(isSpokenLanguage('ja')).toBe(false);
    const error = { code: 'invalid_value', message: 'Japanese is not supported yet.', param: 'language' };
    expect(() => requireSpoken('ja')).toThrow(expect.objectContaining(error) as Error);
  });
});
