import type { Phonemizer } from '../../contract/phonemizer.ts';
import { inflatePack } from '../packs/inflate-pack.ts';
import type { LoadPack } from '../packs/packs.ts';
import type { Accent } from './accent.ts';
import { createEnglishPhonemizer } from './english-phonemizer.ts';
import { EnglishSpeech } from './english-speech.ts';
import { HeteronymModel } from './heteronym-model.ts';
import { WordList } from './word-list.ts';

/** Where English comes from. */
export interface EnglishSources {
  readonly loadPack: LoadPack;
  /** Speaks the words that no list knows. */
  readonly fallback: Phonemizer;
}

/** Loads the phonemizer of one accent: its word list and the model that both accents share. */
export async function loadEnglish(
  accent: Accent,
  { loadPack, fallback }: EnglishSources,
): Promise<Phonemizer> {
  const [list, heteronyms] = await Promise.all([
    loadPack(`english-${accent}`).then(inflatePack),
    loadPack('english-heteronyms').then(inflatePack),
  ]);
  const speech = new EnglishSpeech({
    accent,
    list: new WordList(list),
    heteronyms: new HeteronymModel(new TextDecoder().decode(heteronyms)),
  });
  return createEnglishPhonemizer({ speech, fallback });
}
