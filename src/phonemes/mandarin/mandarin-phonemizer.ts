import { LETTER_SPACE, type Phonemizer } from '../../contract/phonemizer.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import { PhonemeWriter } from '../alphabet/phoneme-writer.ts';
import { inflatePack } from '../packs/inflate-pack.ts';
import { PackReader } from '../packs/pack-reader.ts';
import type { LoadPack } from '../packs/packs.ts';
import { CharacterModel } from './character-model.ts';
import { HanSpeech } from './han-speech.ts';
import overrides from './overrides.json' with { type: 'json' };
import { Pinyin } from './pinyin.ts';
import { choosePolyphones } from './polyphones.ts';
import signsJson from './signs.json' with { type: 'json' };
import { WordGraph } from './word-graph.ts';

/** Where Mandarin comes from. */
export interface MandarinSources {
  readonly loadPack: LoadPack;
  /** Speaks what is written in Latin letters. */
  readonly english: Phonemizer;
}

/** Loads the phonemizer of Mandarin: its words, and how their characters are read. */
export async function loadMandarin({ loadPack, english }: MandarinSources): Promise<Phonemizer> {
  const [words, pinyin] = await Promise.all([
    loadPack('mandarin-words').then(inflatePack),
    loadPack('mandarin-pinyin').then(inflatePack),
  ]);
  const lists = { graph: readWordGraph(words), pinyin: readPinyin(pinyin) };
  const speech = new HanSpeech({ ...lists, overrides, choose: choosePolyphones });
  return createMandarinPhonemizer({ speech, english });
}

/** Reads jieba's words and its model of characters from an inflated pack. */
export function readWordGraph(bytes: Uint8Array): WordGraph {
  const pack = new PackReader(bytes);
  const counted = { words: pack.readStrings(), counts: pack.readNumbers() };
  const [start, next] = [pack.readFloats(), pack.readFloats()];
  const chances = { start, next, characters: pack.readStrings(), characterChances: pack.readFloats() };
  return new WordGraph(counted, new CharacterModel(chances));
}

/** Reads the readings of phrases and characters from an inflated pack. */
export function readPinyin(bytes: Uint8Array): Pinyin {
  const pack = new PackReader(bytes);
  const [phrases, phraseReadings, characters] = [pack.readStrings(), pack.readBytes(), pack.readStrings()];
  const characterStarts = new Uint32Array(characters.length);
  let start = 0;
  for (const [index, count] of pack.readBytes().entries()) {
    characterStarts[index] = start;
    start += count;
  }
  const characterReadings = pack.readNumbers();
  const syllables = pack.readText().split(' ');
  return new Pinyin({ phrases, phraseReadings, characters, characterStarts, characterReadings, syllables });
}

/** What Mandarin is spoken by. */
export interface MandarinPhonemizerParts {
  readonly speech: HanSpeech;
  /** Speaks what is written in Latin letters. */
  readonly english: Phonemizer;
}

const signs: ReadonlyMap<string, string> = new Map(Object.entries(signsJson));

const word = String.raw`[\p{Script=Latin}\p{Script=Greek}](?:['’&.-]?[\p{Script=Latin}\p{Script=Greek}\p{M}\p{Nd}])*`;
const words = `${word}(?:[ ${LETTER_SPACE}]${word})*`;
const latinOrNumeral = new RegExp(`${words}|[〇0-9０-９]`, 'gu');
const token = new RegExp(String.raw`(?<han>\p{Script=Han}+)|(?<latin>${words})|[^]`, 'gu');

const numerals = new Map<string, string>(
  Array.from('零一二三四五六七八九').flatMap(
    (name, digit) =>
      [
        [String(digit), name],
        [String.fromCharCode(0xff10 + digit), name],
      ] as const,
  ),
).set('〇', '零');

/** Creates the phonemizer of Mandarin. Digits that text normalisation left are named one by one. */
export function createMandarinPhonemizer({ speech, english }: MandarinPhonemizerParts): Phonemizer {
  return {
    alphabet: kokoroAlphabet,
    phonemize: async (text, _language, signal) => {
      const writer = new PhonemeWriter();
      for (const { 0: part, index, groups } of nameDigits(text).matchAll(token)) {
        if (groups?.['latin'] !== undefined) {
          writer.addPhonemes(await english.phonemize(part, 'en-us', signal), index);
        } else if (groups?.['han'] !== undefined) {
          let start = index;
          for (const { text: said, phonemes } of speech.say(part)) {
            writer.addWord({ start, end: start + said.length, phonemes, source: 'dictionary' });
            start += said.length;
          }
        } else writer.addSigns(/\s/u.test(part) ? ' ' : (signs.get(part) ?? ''));
      }
      return writer.toPhonemes();
    },
  };
}

/** Writes digits that belong to no word in Latin letters as Han characters, one for one. */
function nameDigits(text: string): string {
  return text.replace(latinOrNumeral, (part) => numerals.get(part) ?? part);
}
