import { SpeechError } from '../../contract/errors.ts';
import { findLanguage, toLanguage, type Language } from '../../contract/language.ts';
import { toQuoted } from './parse-field.ts';

/** Languages whose voices are asked for English by `en`, too: those of the others speak their own language then. */
const foreignToEnglish: ReadonlySet<Language> = new Set(['ja', 'zh']);

/**
 * The language that a request asks for, or undefined where it leaves the choice to the voice. `en` leaves it to the
 * voice, but for a Chinese or a Japanese one, which speaks English then. Throws `invalid_value`.
 */
export function parseLanguage(
  fields: { readonly langCode: string | undefined; readonly language: string | undefined },
  voiceLanguage: Language,
): Language | undefined {
  const byCode = toChoice('lang_code', fields.langCode, voiceLanguage);
  const byName = toChoice('language', fields.language, voiceLanguage);
  return byCode ?? byName;
}

function toChoice(
  param: 'lang_code' | 'language',
  value: string | undefined,
  voiceLanguage: Language,
): Language | undefined {
  if (value === undefined) return undefined;
  const byLetter = param === 'lang_code' ? toLanguage(value.trim().toLowerCase()) : undefined;
  const found = byLetter ?? findLanguage(value, voiceLanguage);
  const isPlainEnglish = /^\s*en(?![-_](?:us|gb)\s*$)/iu.test(value);
  if (found !== undefined && isPlainEnglish && !foreignToEnglish.has(voiceLanguage)) return undefined;
  if (found !== undefined) return found;
  throw new SpeechError(
    'invalid_value',
    `Invalid value: ${toQuoted(value)}. Supported values are: ${toSupported(param)}.`,
    { param },
  );
}

function toSupported(param: 'lang_code' | 'language'): string {
  const names = "'en', 'en-us', 'en-gb', 'es', 'fr', 'hi', 'it', 'ja', 'pt', 'pt-br', 'zh'";
  return param === 'language' ? names : `'a', 'b', 'e', 'f', 'h', 'i', 'j', 'p', 'z', ${names}`;
}
