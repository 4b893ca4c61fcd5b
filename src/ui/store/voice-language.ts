import type { Language } from '../../contract/language.ts';
import { parseVoice } from '../../contract/parse-voice.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';

/** Returns the language of a voice or a mix as settings hold it; American English for one that does not exist. */
export function toMixLanguage(voice: string): Language {
  try {
    return toVoiceLanguage(parseVoice(voice));
  } catch {
    return 'en-us';
  }
}
