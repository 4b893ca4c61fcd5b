import type { Phonemizer } from '../../contract/phonemizer.ts';
import { inflatePack } from '../packs/inflate-pack.ts';
import { PackReader } from '../packs/pack-reader.ts';
import type { LoadPack } from '../packs/packs.ts';
import { CharacterModel } from './character-model.ts';
import { HanSpeech } from './han-speech.ts';
import { createMandarinPhonemizer } from './mandarin-phonemizer.ts';
import overrides from './overrides.json' with { type: 'json' };
import { Pinyin } from './pinyin.ts';
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
  const speech = new HanSpeech({ graph: readWordGraph(words), pinyin: readPinyin(pinyin), overrides });
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
