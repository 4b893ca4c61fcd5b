import { describe, expect, it } from 'vitest';
import { englishToKana } from '../../../../src/phonemes/japanese/english-to-kana.ts';

describe('an English word in katakana', () => {
  it.each([
    // Vowels: long ones, those that end in another, and a schwa by its letter.
    ['computer', 'kəmpjˈuːtə', 'コンピューター'],
    ['Amazon', 'ˈaməzᵊn', 'アマゾン'],
    ['Python', 'pˈIθn', 'パイソン'],
    ['internet', 'ˈɪntənɛt', 'インターネット'],
    ['Microsoft', 'mˈIkɹəsˌɒft', 'マイクロソフト'],
    ['power', 'pˈWə', 'パワー'],
    ['player', 'plˈAə', 'プレイヤー'],
    ['fire', 'fˈIə', 'ファイア'],
    ['day', 'dˈA', 'デイ'],
    ['city', 'sˈɪti', 'シティー'],
    ['system', 'sˈɪstɪm', 'システム'],
    ['Excel', 'ɪksˈɛl', 'エクセル'],
    ['open', 'ˈQpᵊn', 'オープン'],
    // Consonants: doubled at the end, palatal, before another, and with no vowel at all.
    ['cat', 'kˈat', 'キャット'],
    ['cut', 'kˈʌt', 'カット'],
    ['box', 'bˈɒks', 'ボックス'],
    ['kids', 'kˈɪdz', 'キッズ'],
    ['happy', 'hˈapi', 'ハッピー'],
    ['web', 'wˈɛb', 'ウェブ'],
    ['bus', 'bˈʌs', 'バス'],
    ['fish', 'fˈɪʃ', 'フィッシュ'],
    ['music', 'mjˈuːzɪk', 'ミュージック'],
    ['quick', 'kwˈɪk', 'クイック'],
    ['simple', 'sˈɪmpᵊl', 'シンプル'],
    ['song', 'sˈɒŋ', 'ソング'],
    ['singer', 'sˈɪŋə', 'シンガー'],
    ['station', 'stˈAʃᵊn', 'ステーション'],
    ['rhythm', 'ɹˈɪðəm', 'リズム'],
    ['three', 'θɹˈiː', 'スリー'],
    ['two', 'tˈuː', 'ツー'],
    ['software', 'sˈɒftwɛː', 'ソフトウェア'],
    ['YouTube', 'jˈuːtjˌuːb', 'ユーチューブ'],
  ])('writes %s (%s) as %s', (spelling, phonemes, kana) => {
    expect(englishToKana(phonemes, spelling)).toBe(kana);
  });

  it('is empty where nothing is known', () => {
    expect(englishToKana('', 'x')).toBe('');
  });
});
