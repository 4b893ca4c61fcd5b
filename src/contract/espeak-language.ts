import { SpeechError } from './errors.ts';
import type { Language } from './language.ts';

/** The languages that eSpeak NG is used for. */
export type EspeakLanguage = Exclude<Language, 'ja' | 'zh'>;

/** Narrows a language to those that eSpeak NG is used for. Throws `invalid_value` for Japanese and Mandarin Chinese. */
export function toEspeakLanguage(language: Language): EspeakLanguage {
  if (language !== 'ja' && language !== 'zh') return language;
  const name = language === 'ja' ? 'Japanese' : 'Mandarin Chinese';
  throw new SpeechError('invalid_value', `${name} is not supported yet.`, { param: 'language' });
}
