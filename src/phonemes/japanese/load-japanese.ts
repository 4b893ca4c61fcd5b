import type { Phonemizer } from '../../contract/phonemizer.ts';
import { inflatePack } from '../packs/inflate-pack.ts';
import { PackReader } from '../packs/pack-reader.ts';
import type { LoadPack } from '../packs/packs.ts';
import { Dictionary } from './dictionary.ts';
import { createJapanesePhonemizer } from './japanese-phonemizer.ts';

/** Where Japanese comes from. */
export interface JapaneseSources {
  readonly loadPack: LoadPack;
  /** Speaks what is written in Latin letters. */
  readonly english: Phonemizer;
}

/** Loads the phonemizer of Japanese: its dictionary, and the list of words that are written as one. */
export async function loadJapanese({ loadPack, english }: JapaneseSources): Promise<Phonemizer> {
  const [dictionary, joins] = await Promise.all([
    loadPack('japanese-dictionary').then(inflatePack),
    loadPack('japanese-joins').then(inflatePack),
  ]);
  return createJapanesePhonemizer({
    dictionary: new Dictionary(dictionary),
    joins: new PackReader(joins).readStrings(),
    english,
  });
}
