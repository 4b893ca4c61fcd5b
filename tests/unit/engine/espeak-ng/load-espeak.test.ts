import { expect, it } from 'vitest';
import { loadEspeak } from '../../../../src/engine/espeak-ng/load-espeak.ts';
import { trimmedEspeak } from './trimmed-espeak.ts';

it('converts text to phonemes', async () => {
  const espeak = await loadEspeak(await trimmedEspeak());
  expect(espeak.toIpa('en-us', 'Hello world. How are you?')).toBe('h_ə_l_ˈoʊ w_ˈɜː_l_d | h_ˈaʊ ɑːɹ j_uː');
  for (const t of ['안녕', 'Привет', 'ゆ漢字', 'ß', 'ქარ']) console.log(espeak.toIpa('en-us', t));
});
