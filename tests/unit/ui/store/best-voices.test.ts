import { expect, test } from 'vitest';
import { findBestVoice } from '../../../../src/ui/store/best-voices.ts';

test.each([
  ['en-us', 'af_heart'],
  ['en-gb', 'bf_emma'],
  ['fr', 'ff_siwis'],
  ['ja', 'jf_alpha'],
] as const)('the best voice of %s is %s', (language, id) => {
  expect(findBestVoice(language)).toBe(id);
});
