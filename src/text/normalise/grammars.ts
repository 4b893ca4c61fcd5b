import type { Language } from '../../contract/language.ts';
import { createEnglishGrammar } from './english/grammar.ts';
import { createFrenchGrammar } from './french/grammar.ts';
import type { Grammar } from './grammar/grammar.ts';
import { createHindiGrammar } from './hindi/grammar.ts';
import { createItalianGrammar } from './italian/grammar.ts';
import { createPortugueseGrammar } from './portuguese/grammar.ts';
import { createSpanishGrammar } from './spanish/grammar.ts';

const makers: Partial<Record<Language, () => Grammar>> = {
  'en-us': () => createEnglishGrammar('en-us'),
  'en-gb': () => createEnglishGrammar('en-gb'),
  es: createSpanishGrammar,
  fr: createFrenchGrammar,
  hi: createHindiGrammar,
  it: createItalianGrammar,
  'pt-br': createPortugueseGrammar,
};

const made = new Map<Language, Grammar>();

/** Finds the grammar of a language; null where the language's own phonemizer reads numbers and signs. */
export function findGrammar(language: Language): Grammar | null {
  const known = made.get(language);
  if (known !== undefined) return known;
  const grammar = makers[language]?.() ?? null;
  if (grammar !== null) made.set(language, grammar);
  return grammar;
}
