import type { Language } from '../../contract/language.ts';
import type { Settings } from '../../contract/settings.ts';

/** How a language of the interface is written down. */
export interface InterfaceLanguage {
  /** BCP 47, for `lang` and for `Intl`. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The languages of the interface: those that Kokoro speaks. */
export const interfaceLanguages: Readonly<Record<Language, InterfaceLanguage>> = {
  'en-us': { tag: 'en-US', direction: 'ltr' },
  'en-gb': { tag: 'en-GB', direction: 'ltr' },
  es: { tag: 'es', direction: 'ltr' },
  fr: { tag: 'fr', direction: 'ltr' },
  hi: { tag: 'hi', direction: 'ltr' },
  it: { tag: 'it', direction: 'ltr' },
  ja: { tag: 'ja', direction: 'ltr' },
  'pt-br': { tag: 'pt-BR', direction: 'ltr' },
  zh: { tag: 'zh-CN', direction: 'ltr' },
};

/** Lists the languages by their names in themselves, each for one to find who reads nothing else. */
export function listInterfaceLanguages(): { readonly language: Language; readonly name: string }[] {
  return (Object.keys(interfaceLanguages) as Language[]).map((language) => ({
    language,
    name: toOwnName(language),
  }));
}

function toOwnName(language: Language): string {
  const { tag } = interfaceLanguages[language];
  // By the catalogue's code: the region of a tag that needs none would be named, too.
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(language) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** Where English is written as in America; elsewhere it is written as in Britain. */
const americanRegions: readonly (string | undefined)[] = [undefined, 'US', 'CA', 'PH', 'PR'];

/** Finds the language to show: the chosen one, else the first of `preferred` (BCP 47) that there is, else English. */
export function toInterfaceLanguage(
  chosen: Settings['interfaceLanguage'],
  preferred: readonly string[],
): Language {
  if (chosen !== 'auto') return chosen;
  return preferred.map(toNearest).find((language) => language !== null) ?? 'en-us';
}

function toNearest(tag: string): Language | null {
  const [language, region] = toParts(tag);
  switch (language) {
    case 'en':
      return americanRegions.includes(region) ? 'en-us' : 'en-gb';
    case 'pt':
      return 'pt-br';
    default:
      return (Object.keys(interfaceLanguages) as Language[]).find((known) => known === language) ?? null;
  }
}

function toParts(tag: string): readonly [language: string, region: string | undefined] {
  try {
    const { language, region } = new Intl.Locale(tag);
    return [language, region];
  } catch {
    return ['', undefined];
  }
}
