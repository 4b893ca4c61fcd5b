import { describe, expect, it } from 'vitest';
import { espeakToKokoro } from '../../../../src/phonemes/espeak/espeak-to-kokoro.ts';

describe('espeakToKokoro', () => {
  it.each([
    ['həlˈo^ʊ', 'həlˈO'],
    ['nˈa^ɪt fˈa^ʊnd bˈɔ^ɪ dˈe^ɪ', 'nˈIt fˈWnd bˈY dˈA'],
    ['d^ʒˈʌd^ʒ t^ʃˈɜːt^ʃ', 'ʤˈʌʤ ʧˈɜɹʧ'],
    ['bˈʌʔn̩ hˈænʔˌn̩ bˈɑːɾə^l', 'bˈʌtn hˈæntn bˈɑTᵊl'],
    ['ɹˈɪðm̩', 'ɹˈɪðᵊm'],
    ['bˈɜːd bˈɜːɹi wˈɔːɾɚ dˈe^ɪnd^ʒɚɹəs', 'bˈɜɹd bˈɜɹi wˈɔTəɹ dˈAnʤəɹəs'],
    ['lˈɒx ɹˈa^ɪç ɐbˈa^ʊt ɬˈan bɔ̃ʒ', 'lˈɒk ɹˈIk əbˈWt lˈan bɔʒ'],
    ['a^ɪdˈiə nˈɪə kafˈe', 'Idˈiə nˈiə kafˈA'],
    ['nʲˈet sʲˈo', 'nˈAt sˈɔ'],
  ])('American English: %s', (ipa, expected) => {
    expect(espeakToKokoro(ipa, 'en-us')).toBe(expected);
  });

  it.each([
    ['ɡˈə^ʊ hˈe^ə nˈi^ə a^ɪdˈiə', 'ɡˈQ hˈɛː nˈɪə Idˈɪə'],
    ['bˈɜːd fˈɑːðə θˈɔːt dˈe^ɪ', 'bˈɜːd fˈɑːðə θˈɔːt dˈA'],
  ])('British English: %s', (ipa, expected) => {
    expect(espeakToKokoro(ipa, 'en-gb')).toBe(expected);
  });

  it.each([
    ['es', 'mˈut^ʃo βˌe^ɪntiθˈinko kˈa^ʊsa', 'mˈuʧo βˌAntiθˈinko kˈWsa'],
    ['it', 'pˈit^sːa d^zˈio ɡrˈat^sje', 'pˈiʦːa ʣˈio ɡrˈaʦje'],
    ['fr', 'le-z ɑ̃fˈɑ̃ (^e^n)wˈiːkˈɛnd(^f^r)', 'lez ɑ̃fˈɑ̃ wˈiːkˈɛnd'],
    ['hi', '(en)kəmpjˈuːtə(en-us) ˌa^ɪsaː', 'kəmpjˈuːtə ˌIsaː'],
    ['pt-br', 'd^ʒˈisi o^ʊtɾʊ a^ɪ^ə', 'ʤˈisi Otɾʊ Iə'],
  ] as const)('%s: %s', (language, ipa, expected) => {
    expect(espeakToKokoro(ipa, language)).toBe(expected);
  });
});
