import { expect, it } from 'vitest';
import { kokoroAlphabet } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';

it('takes 510 phonemes at once, and says which it knows', () => {
  const { maxPhonemes, toKnown, toTokenIds } = kokoroAlphabet;
  expect(maxPhonemes).toBe(510);
  const words = [{ start: 0, end: 4, phonemeStart: 1, phonemeEnd: 4 }];
  const known = toKnown({ phonemes: ' hˈA\u0329 ', words });
  expect(known).toEqual({
    phonemes: 'hˈA',
    words: [{ start: 0, end: 4, phonemeStart: 0, phonemeEnd: 3 }],
  });
  expect(toTokenIds(known.phonemes)).toHaveLength(Array.from(known.phonemes).length + 2);
});
