/** The languages that Kokoro speaks, as BCP-47 tags in lower case. */
export type Language = 'en-us' | 'en-gb' | 'es' | 'fr' | 'hi' | 'it' | 'ja' | 'pt-br' | 'zh';

/** The letter that begins a voice's name, e.g. `a` in `af_heart`; Kokoro-FastAPI's `lang_code`. */
export type LanguageCode = 'a' | 'b' | 'e' | 'f' | 'h' | 'i' | 'j' | 'p' | 'z';

const languageByCode: Readonly<Record<LanguageCode, Language>> = {
  a: 'en-us',
  b: 'en-gb',
  e: 'es',
  f: 'fr',
  h: 'hi',
  i: 'it',
  j: 'ja',
  p: 'pt-br',
  z: 'zh',
};

/** Converts a letter to its language, or undefined for a letter that Kokoro does not use. */
export function toLanguage(code: string): Language | undefined {
  return Object.hasOwn(languageByCode, code) ? languageByCode[code as LanguageCode] : undefined;
}

/** Whether a text is the tag of a language that Kokoro speaks, as this table writes it. */
export function isLanguage(tag: string): tag is Language {
  return Object.values(languageByCode).some((language) => language === tag);
}

/** Primary subtags. */
const languageByTag: Readonly<Record<string, Language>> = {
  es: 'es',
  fr: 'fr',
  hi: 'hi',
  it: 'it',
  ja: 'ja',
  pt: 'pt-br',
  zh: 'zh',
};

/**
 * Finds the language of a BCP-47 tag, in any case. `en` without a region is the English of `beside`, e.g. of the voice,
 * or that of the US. Undefined for what is no tag, and for a language that Kokoro does not speak.
 */
export function findLanguage(tag: string, beside: Language): Language | undefined {
  const known = tag.trim().toLowerCase().replaceAll('_', '-');
  if (!/^[a-z]{2}(-[a-z0-9]{1,8}){0,8}$/.test(known)) return undefined;
  if (known === 'en-us' || known === 'en-gb') return known;
  const [primary = ''] = known.split('-');
  if (primary === 'en') return beside.startsWith('en') ? beside : 'en-us';
  return Object.hasOwn(languageByTag, primary) ? languageByTag[primary] : undefined;
}
