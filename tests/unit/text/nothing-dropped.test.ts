import { describe, expect, it } from 'vitest';
import { DEFAULT_NORMALIZATION } from '../../../src/contract/normalization.ts';
import { findGrammar } from '../../../src/text/normalise/grammars.ts';
import { normalise } from '../../../src/text/normalise/normalise.ts';
import { createRandom } from '../../contract/support/random.ts';

const TEXTS = 4_000;
const bits = ['$', '1,234', '.5', '12:30', ' ', ' ', 'Dr. ', 'x²', '😀', '—', 'www.example.org', '#tag', '<b>', '世界', 'ñ', '½', '-', '\n', 'Mc', 'IV', '%', '(', ')', "'", 'a']; // prettier-ignore

describe('reading', () => {
  it.each(['en-us', 'fr', 'hi'] as const)('loses no visible character of random texts in %s', (language) => {
    const random = createRandom(14);
    const grammar = findGrammar(language);
    if (grammar === null) throw new Error('No grammar.');
    for (let index = 0; index < TEXTS; index += 1) {
      const length = 1 + random.below(24);
      const text = Array.from({ length }, () => {
        if (random.chance(0.6)) return random.pick(bits);
        const code = 0x20 + random.below(random.chance(0.5) ? 0x2fe0 : 0x1ffdf);
        return code >= 0xd800 && code <= 0xdfff ? 'q' : String.fromCodePoint(code);
      }).join('');
      const slice = { start: 0, end: text.length };
      const parts = normalise(text, slice, { grammar, options: DEFAULT_NORMALIZATION });
      let end = 0;
      const isCovered = new Uint8Array(text.length);
      for (const part of parts) {
        expect(part.start, text).toBeGreaterThanOrEqual(end);
        end = part.end;
        isCovered.fill(1, part.start, part.end);
      }
      for (let offset = 0; offset < text.length; offset += 1) {
        const isVisible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u.test(
          String.fromCodePoint(text.codePointAt(offset) ?? 0),
        );
        if (isVisible) expect(isCovered[offset], `${JSON.stringify(text)} at ${offset}`).toBe(1);
      }
    }
  });
});
