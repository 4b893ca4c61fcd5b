import { SpeechError } from '../../contract/errors.ts';
import { toLanguage, type Language } from '../../contract/language.ts';
import { toQuoted } from './parse-field.ts';

/** Primary subtags; English alone leaves the choice to the voice. */
const languages: Readonly<Record<string, Language | 'voice'>> = {
  en: 'voice',
  es: 'es',
  fr: 'fr',
  hi: 'hi',
  it: 'it',
  ja: 'ja',
  pt: 'pt-br',
  zh: 'zh',
};

/** The language that a request asks for, or undefined where the voice decides. Throws `invalid_value`. */
export function parseLanguage(fields: {
  readonly langCode: string | undefined;
  readonly language: string | undefined;
}): Language | undefined {
  const byCode = toChoice('lang_code', fields.langCode);
  const byName = toChoice('language', fields.language);
  return byCode ?? byName;
}

function toChoice(param: 'lang_code' | 'language', value: string | undefined): Language | undefined {
  if (value === undefined) return undefined;
  const tag = value.trim().toLowerCase().replaceAll('_', '-');
  const byLetter = param === 'lang_code' ? toLanguage(tag) : undefined;
  if (byLetter !== undefined) return byLetter;
  if (tag === 'en-us' || tag === 'en-gb') return tag;
  const [primary = ''] = tag.split('-');
  const found =
    /^[a-z]{2}(-[a-z0-9]{1,8})*$/.test(tag) && Object.hasOwn(languages, primary)
      ? languages[primary]
      : undefined;
  if (found !== undefined) return found === 'voice' ? undefined : found;
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
