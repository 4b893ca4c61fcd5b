import { SpeechError } from '../../contract/errors.ts';
import type { Language } from '../../contract/language.ts';
import type { EspeakLanguage } from '../../phonemes/espeak/espeak-to-kokoro.ts';

/** Narrows a language to those that eSpeak NG is used for. Throws `invalid_value` for Japanese and Mandarin Chinese. */
export function toEspeakLanguage(language: Language): EspeakLanguage {
  if (language !== 'ja' && language !== 'zh') return language;
  const name = language === 'ja' ? 'Japanese' : 'Mandarin Chinese';
  throw new SpeechError('invalid_value', `${name} is not supported yet.`, { param: 'language' });
}
