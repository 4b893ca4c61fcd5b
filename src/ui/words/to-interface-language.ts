import type { Settings } from '../../contract/settings.ts';
import type { Language } from '../../contract/language.ts';
import { interfaceLanguages } from './interface-languages.ts';

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
