import names from './heard-languages.json' with { type: 'json' };

const byCode = new Map(Object.entries(names));

/** Other tags and names of languages that Whisper calls otherwise. */
const others: Readonly<Record<string, string>> = {
  ...{ jv: 'jw', nb: 'no', fil: 'tl', iw: 'he', cmn: 'zh' },
  ...{ burmese: 'my', valencian: 'ca', flemish: 'nl', haitian: 'ht', letzeburgesch: 'lb', pushto: 'ps' },
  ...{ panjabi: 'pa', moldavian: 'ro', moldovan: 'ro', sinhalese: 'si', castilian: 'es', mandarin: 'zh' },
};

/** Returns the English name of a language that can be heard, in lower case; the code itself where it is not known. */
export function toHeardLanguageName(code: string): string {
  return byCode.get(code) ?? code;
}

/**
 * Finds the code of a language that can be heard by its code (ISO 639-1 or 639-3, with or without a region) or its
 * English name; null where there is none.
 */
export function findHeardLanguage(name: string): string | null {
  const wanted = name.trim().toLowerCase();
  for (const [code, languageName] of byCode) if (wanted === code || wanted === languageName) return code;
  const other = Object.hasOwn(others, wanted) ? others[wanted] : undefined;
  if (other !== undefined) return other;
  const primary = toPrimaryCode(wanted);
  if (primary === null || primary === wanted) return null;
  return byCode.has(primary) ? primary : (others[primary] ?? null);
}

/** `eng` and `en-us` are `en`. */
function toPrimaryCode(tag: string): string | null {
  if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/.test(tag)) return null;
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language;
  } catch {
    return null;
  }
}
