import type { Language } from '../../contract/language.ts';

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
