import { expect, it } from 'vitest';
import { pinyinToKokoro } from '../../../../src/phonemes/mandarin/han-speech.ts';

const syllables =
  'yi1 i→ ya1 ja→ ye1 je→ yao1 jau→ you1 jou→ yan1 jɛ→n yang1 ja→ŋ yong1 jʊ→ŋ wu1 u→ wo1 wo→ wei1 wei→ wen1 wə→n weng1 wə→ŋ yu1 y→ yuan1 ɥɛ→n yun1 y→n jue1 ʨɥe→ juan1 ʨɥɛ→n lv3 ly↓ nve4 nɥe↘ bo1 pwo→ zhi1 ꭧɨ→ chi1 ꭧʰɨ→ ri4 ɻɨ↘ ci4 ʦʰɨ↘ er4 ɚ↘ o4 ɔ↘ ai4 ai↘ ê4 ɛ↘ ng2 ŋ↗ hm5 hm hng5 hŋ yo5 wo lo5 lwo jiong3 ʨjʊ↓ŋ dui4 twei↘ liu4 ljou↘ gun3 kwə↓n xue2 ɕɥe↗ guang3 kwa↓ŋ zhuang4 ꭧwa↘ŋ cuo4 ʦʰwo↘'.split(
    ' ',
  );

it.each(syllables.flatMap((syllable, index) => (index % 2 === 0 ? [[syllable, syllables[index + 1]]] : [])))(
  '%s is %s',
  (syllable, phonemes) => {
    expect(pinyinToKokoro(syllable)).toBe(phonemes);
  },
);

it('has nothing for what is no syllable', () => {
  expect(['', '5', 'xyz1', 'b2'].map(pinyinToKokoro)).toEqual(['', '', '', '']);
});
