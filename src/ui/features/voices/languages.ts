import type { Language } from '../../../contract/language.ts';

/** The languages in the order of the catalogue's strength: most and best voices first. */
export const languages: readonly Language[] = ['en-us', 'en-gb', 'fr', 'es', 'it', 'pt-br', 'hi', 'ja', 'zh'];
