import type { EspeakLanguage } from '../../contract/phonemizer.ts';

type Rule = readonly [pattern: string | RegExp, replacement: string];

// eSpeak marks words of another language, e.g. `(en)…(fr)`; a tie stands before each letter of the tag.
const languageFlag = /\(\^?[a-z](?:\^?[a-z0-9-])+\)/gu;

const plainRules: readonly Rule[] = [
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['d^z', 'ʣ'],
  ['d^ʒ', 'ʤ'],
  ['e^ɪ', 'A'],
  ['o^ʊ', 'O'],
  ['ə^ʊ', 'Q'],
  ['s^s', 'S'],
  ['t^s', 'ʦ'],
  ['t^ʃ', 'ʧ'],
  ['ɔ^ɪ', 'Y'],
  [/[\^-]/gu, ''],
];

// The order is part of the rules: what is longer comes first.
const englishRules: readonly Rule[] = [
  ['ʔˌn\u0329', 'ʔn'],
  ['ʔn\u0329', 'ʔn'],
  ['a^ɪ', 'I'],
  ['a^ʊ', 'W'],
  ['d^ʒ', 'ʤ'],
  ['e^ɪ', 'A'],
  ['t^ʃ', 'ʧ'],
  ['ɔ^ɪ', 'Y'],
  ['ə^l', 'ᵊl'],
  ['ʲo', 'jo'],
  ['ʲə', 'jə'],
  ['ʲ', ''],
  ['e', 'A'],
  ['ɚɹ', 'əɹ'],
  ['ɚ', 'əɹ'],
  ['r', 'ɹ'],
  ['x', 'k'],
  ['ç', 'k'],
  ['ɐ', 'ə'],
  ['ɬ', 'l'],
  ['\u0303', ''],
  [/(\S)\u0329/gu, 'ᵊ$1'],
  ['\u0329', ''],
];

// Before `e` becomes `A`, which would hide the diphthong of "hair".
const britishVowels: readonly Rule[] = [['e^ə', 'ɛː']];

const britishRules: readonly Rule[] = [
  [/i\^?ə/gu, 'ɪə'],
  ['ə^ʊ', 'Q'],
];

const americanRules: readonly Rule[] = [
  ['o^ʊ', 'O'],
  ['ɜːɹ', 'ɜɹ'],
  ['ɜː', 'ɜɹ'],
  [/ɪ\^?ə/gu, 'iə'],
  ['ː', ''],
];

const lastEnglishRules: readonly Rule[] = [
  ['o', 'ɔ'],
  ['ɾ', 'T'],
  ['ʔ', 't'],
  ['^', ''],
];

const rulesByLanguage: Readonly<Record<EspeakLanguage, readonly Rule[]>> = {
  'en-us': [...englishRules, ...americanRules, ...lastEnglishRules],
  'en-gb': [...britishVowels, ...englishRules, ...britishRules, ...lastEnglishRules],
  es: plainRules,
  fr: plainRules,
  hi: plainRules,
  it: plainRules,
  'pt-br': plainRules,
};

/**
 * Converts eSpeak's IPA, tied with `^` and without punctuation, to the phonemes that Kokoro was trained on (misaki's
 * rules for eSpeak). What Kokoro does not know is left in place.
 */
export function espeakToKokoro(ipa: string, language: EspeakLanguage): string {
  let phonemes = ipa.replace(languageFlag, '');
  for (const [pattern, replacement] of rulesByLanguage[language]) {
    phonemes = phonemes.replaceAll(pattern, replacement);
  }
  return phonemes;
}
