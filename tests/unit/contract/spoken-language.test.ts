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
    expect(() => requireSpoken(language)).not.toThrow();
    expect(isEspeakLanguage(language)).toBe(true);
    expect(toEspeakLanguage(language)).toBe(language);
  });

  it.each([
    ['ja', 'Japanese is not supported yet.'],
    ['zh', 'Mandarin Chinese is not supported yet.'],
  ] as const)('do not have %s', (language, message) => {
    expect(isSpokenLanguage(language)).toBe(false);
    expect(isEspeakLanguage(language)).toBe(false);
    const error = { code: 'invalid_value', message, param: 'language' };
    expect(() => requireSpoken(language)).toThrow(expect.objectContaining(error) as Error);
    expect(() => toEspeakLanguage(language)).toThrow(expect.objectContaining(error) as Error);
  });
});
