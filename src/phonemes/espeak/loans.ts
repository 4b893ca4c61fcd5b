import type { EspeakLanguage } from '../../contract/phonemizer.ts';
import loansJson from './loans.json' with { type: 'json' };

const loans = new Map<string, ReadonlyMap<string, string>>(
  Object.entries(loansJson).map(([language, table]) => [language, new Map(Object.entries(table))]),
);
const parts = /^((?:\p{L}{1,5}['’])?)(.+?)(s?)$/u;

/** Spells a name or word of English as its sound is written in the language that uses it; any other word stays as it is. */
export function respellLoan(word: string, language: EspeakLanguage): string {
  const table = loans.get(language);
  if (table === undefined) return word;
  const [, article = '', loan = '', plural = ''] = parts.exec(word) ?? [];
  const whole = table.get((loan + plural).toLowerCase());
  if (whole !== undefined) return article + whole;
  const single = table.get(loan.toLowerCase());
  return single === undefined ? word : article + single + plural;
}
