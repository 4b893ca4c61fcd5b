import { BUILT_IN } from './engine-status.ts';
import { SpeechError } from './errors.ts';
import type { Language } from './language.ts';
import type { Phonemes } from './segment.ts';

/** The phonemes that an engine takes, and how it takes them. */
export interface Alphabet {
  /** The most phonemes that the engine takes at once; the padding at both ends comes on top. */
  readonly maxPhonemes: number;
  /** Converts phonemes to the engine's input ids, padded at both ends. */
  readonly toTokenIds: (phonemes: string) => number[];
  /**
   * Drops the phonemes that the engine does not know, so that the code point at offset i is the token at i + 1, and moves
   * the words along. Gives nothing where no sound is left.
   */
  readonly toKnown: (phonemes: Phonemes) => Phonemes;
}

/**
 * The space, U+00A0, within what was one word of the text, as in "eh I" for AI and "Git Hub"; between words there is a
 * plain one.
 */
export const LETTER_SPACE = '\u00a0';

/** Turns text into Kokoro's phonemes. Rejects with `invalid_value` for a language it does not know. */
export interface Phonemizer {
  /** What its phonemes are written in. */
  readonly alphabet: Alphabet;
  phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes>;
}

interface SpokenBy {
  /** What turns its text into phonemes: rules of our own, or eSpeak NG. */
  readonly phonemizer: 'english' | 'espeak' | 'japanese' | 'mandarin';
  /** Whether eSpeak NG speaks it well enough to stand in and to be the built-in voice. */
  readonly hasEspeak: boolean;
}

/** Which language is spoken by what. A language that gets a phonemizer changes its row, and nothing else asks. */
const spokenBy = {
  'en-us': { phonemizer: 'english', hasEspeak: true },
  'en-gb': { phonemizer: 'english', hasEspeak: true },
  es: { phonemizer: 'espeak', hasEspeak: true },
  fr: { phonemizer: 'espeak', hasEspeak: true },
  hi: { phonemizer: 'espeak', hasEspeak: true },
  it: { phonemizer: 'espeak', hasEspeak: true },
  ja: { phonemizer: 'japanese', hasEspeak: false },
  'pt-br': { phonemizer: 'espeak', hasEspeak: true },
  zh: { phonemizer: 'mandarin', hasEspeak: false },
} as const satisfies Readonly<Record<Language, SpokenBy>>;

type Table = typeof spokenBy;

/** The languages with phonemizers of our own. */
export type OwnLanguage = {
  [L in Language]: Table[L]['phonemizer'] extends 'espeak' ? never : L;
}[Language];

/** The languages that eSpeak NG is used for. */
export type EspeakLanguage = {
  [L in Language]: Table[L] extends { readonly hasEspeak: true } ? L : never;
}[Language];

const names = new Intl.DisplayNames('en', { type: 'language' });

/** Whether eSpeak NG is used for a language. */
export function isEspeakLanguage(language: Language): language is EspeakLanguage {
  return spokenBy[language].hasEspeak;
}

/** Narrows a language to those that eSpeak NG speaks by itself. Throws `invalid_value` of `param` for the others. */
export function toEspeakLanguage(language: Language, param = 'language'): EspeakLanguage {
  if (!isEspeakLanguage(language)) {
    const message = `The built-in voice does not speak ${toName(language)}; Kokoro does.`;
    throw new SpeechError('invalid_value', message, { param });
  }
  return language;
}

/** Throws `invalid_value` of `param`, which chose the language, for one that a model does not speak. */
export function requireSpoken(language: Language, model: string, param: string): void {
  if (model === BUILT_IN) toEspeakLanguage(language, param);
}

function toName(language: Language): string {
  return language === 'zh' ? 'Mandarin Chinese' : (names.of(language) ?? language);
}
