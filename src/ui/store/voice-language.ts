import type { Language } from '../../speech/language.ts';
import { parseVoice } from '../../speech/parse-voice.ts';
import { toVoiceLanguage } from '../../speech/voices.ts';

/** Tells the language of a voice or a mix as settings hold it; American English for one that does not exist. */
export function toMixLanguage(voice: string): Language {
  try {
    return toVoiceLanguage(parseVoice(voice));
  } catch {
    return 'en-us';
  }
}
