import type { Language } from '../../contract/language.ts';
import { parseVoice } from '../../contract/parse-voice.ts';
import type { Settings } from '../../contract/settings.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';

/** Returns the language of a voice or a mix as settings hold it; American English for one that does not exist. */
export function toMixLanguage(voice: string): Language {
  try {
    return toVoiceLanguage(parseVoice(voice));
  } catch {
    return 'en-us';
  }
}

/** The voice or mix that was chosen last of each language, of those that were chosen. */
export type LastVoices = Readonly<Partial<Record<Language, string>>>;

/** Adds the voice that is chosen to the last ones of their languages. */
export function withLastVoice(known: LastVoices, { voice }: Pick<Settings, 'voice'>): LastVoices {
  const language = toMixLanguage(voice);
  return known[language] === voice ? known : { ...known, [language]: voice };
}
