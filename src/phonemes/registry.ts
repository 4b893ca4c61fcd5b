import { isEspeakLanguage, LETTER_SPACE, type OwnLanguage, type Phonemizer } from '../contract/phonemizer.ts';
import { toSpeechError } from '../contract/errors.ts';
import type { Language } from '../contract/language.ts';
import { isAbortError, orAbort } from '../std/abort.ts';
import { loadOnce } from '../std/load-once.ts';
import { kokoroAlphabet } from './alphabet/kokoro-alphabet.ts';
import { loadEnglish } from './english/english-phonemizer.ts';
import { loadJapanese } from './japanese/japanese-phonemizer.ts';
import { loadMandarin } from './mandarin/mandarin-phonemizer.ts';
import type { LoadPack } from './packs/packs.ts';

/** What the phonemizers of all languages are made of. */
export interface PhonemizerSources {
  readonly loadPack: LoadPack;
  /** Speaks what has no phonemizer of its own, and words that others do not know. */
  readonly espeak: Phonemizer;
}

/** Speaks each language by what suits it best. */
export interface LanguagePhonemizer extends Phonemizer {
  /** Begins to load what a language needs, so that the first text does not wait for it. A failure is left to that text. */
  prepare(language: Language): void;
}

/** What a phonemizer of our own is made of. */
interface OwnSources extends PhonemizerSources {
  /** Speaks all languages, for words of another one. */
  readonly all: Phonemizer;
}

/** Loads the phonemizers of our own. eSpeak NG phonemises the other languages, as Kokoro was trained on it. */
const loaders: Readonly<Record<OwnLanguage, (sources: OwnSources) => Promise<Phonemizer>>> = {
  'en-us': ({ loadPack, espeak }) => loadEnglish('us', { loadPack, fallback: espeak }),
  'en-gb': ({ loadPack, espeak }) => loadEnglish('gb', { loadPack, fallback: espeak }),
  ja: ({ loadPack, all }) => loadJapanese({ loadPack, english: all }),
  zh: ({ loadPack, all }) => loadMandarin({ loadPack, english: all }),
};

// A text of many sentences must not ask for missing data with each of them.
const retryAfterMs = 15_000;

/**
 * Creates the phonemizer of all languages that the table in `contract/` names one for. Data are loaded on first use, and again some time after a failure; until then
 * English is spoken by eSpeak. Rejects with `engine_unavailable` where a language cannot be spoken without its data.
 */
export function createPhonemizer({ loadPack, espeak }: PhonemizerSources): LanguagePhonemizer {
  // eSpeak says letters one by one, whatever parts them.
  const sayPlain: Phonemizer['phonemize'] = (text, language, signal) =>
    espeak.phonemize(text.replaceAll(LETTER_SPACE, ' '), language, signal);
  const sources = { loadPack, espeak: { ...espeak, phonemize: sayPlain } };
  const loads = new Map(
    Object.entries(loaders).map(([language, load]) => [
      language,
      loadOnce(() => load({ ...sources, all: phonemizer }), retryAfterMs),
    ]),
  );
  const phonemizer: LanguagePhonemizer = {
    alphabet: kokoroAlphabet,
    prepare: (language) => {
      loads
        .get(language)?.()
        .catch(() => undefined);
    },
    phonemize: async (text, language, signal) => {
      const load = loads.get(language);
      if (load === undefined) return sources.espeak.phonemize(text, language, signal);
      const own = await orAbort(load(), signal).catch((error: unknown) => standIn(error, language, sources));
      return own.phonemize(text, language, signal);
    },
  };
  return phonemizer;
}

function standIn(error: unknown, language: Language, { espeak }: PhonemizerSources): Phonemizer {
  if (isAbortError(error)) throw error;
  if (!isEspeakLanguage(language)) {
    throw toSpeechError(
      error,
      'engine_unavailable',
      `What is needed to speak '${language}' could not be loaded.`,
    );
  }
  console.warn(`The pronunciations of '${language}' could not be loaded; eSpeak NG stands in.`, error);
  return espeak;
}
