import type { Phonemizer } from '../../contract/phonemizer.ts';
import type { Phonemes } from '../../contract/segment.ts';
import type { Language } from '../../contract/language.ts';
import { kokoroAlphabet } from '../alphabet/kokoro-alphabet.ts';
import type { EnglishSpeech } from './english-speech.ts';
import { toPhonemes } from './to-phonemes.ts';

/** What English needs beside its lists. */
export interface EnglishPhonemizerParts {
  readonly speech: EnglishSpeech;
  /** Speaks the words that no list knows, one at a time. */
  readonly fallback: Phonemizer;
}

const maxRemembered = 2000;

/** Creates a phonemizer for one accent of English. */
export function createEnglishPhonemizer({ speech, fallback }: EnglishPhonemizerParts): Phonemizer {
  const remembered = new Map<string, string>();
  return {
    alphabet: kokoroAlphabet,
    async phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes> {
      const tokens = speech.read(text);
      const missing = new Set<string>();
      const units = speech.say(tokens, (word) => {
        const known = remembered.get(word);
        if (known === undefined) missing.add(word);
        return known;
      });
      if (missing.size === 0) return toPhonemes(units);
      if (remembered.size + missing.size > maxRemembered) remembered.clear();
      const said = new Map(remembered);
      for (const word of missing) {
        const { phonemes } = await fallback.phonemize(word, language, signal);
        said.set(word, phonemes);
        remembered.set(word, phonemes);
      }
      // What is now known changes the sound of "the" and the like before it.
      return toPhonemes(speech.say(tokens, (word) => said.get(word)));
    },
  };
}
