import type { Language } from '../../../speech/language.ts';

/** The languages in the order of the catalogue's strength: most and best voices first. */
export const languages: readonly Language[] = ['en-us', 'en-gb', 'fr', 'es', 'it', 'pt-br', 'hi', 'ja', 'zh'];

export const languageNames: Readonly<Record<Language, string>> = {
  'en-us': 'American English',
  'en-gb': 'British English',
  es: 'Spanish',
  fr: 'French',
  hi: 'Hindi',
  it: 'Italian',
  ja: 'Japanese',
  'pt-br': 'Brazilian Portuguese',
  zh: 'Mandarin Chinese',
};
