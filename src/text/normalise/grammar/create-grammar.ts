import { buildUnits, toMeasures, type UnitTable } from './build-units.ts';
import type { Abbreviations, Currency, Gender, Grammar, NumberGrammar, Noun } from './grammar.ts';

/** The words of a language, as its table has them. */
export interface WordTable {
  readonly signs: Readonly<Record<string, string>>;
  readonly symbols: Readonly<Record<string, string>>;
  readonly magnitudes: Readonly<Record<string, Noun>>;
  readonly monthNames: readonly string[];
  readonly months: Readonly<Record<string, number>>;
  readonly weekdays: Readonly<Record<string, string>>;
  /** `one|many|one cent|many cents`, with an `f` in front of a feminine. */
  readonly currencies: Readonly<Record<string, string>>;
  /** Nouns that are measured in fractions and are no units: `one|many`, with `|f` behind a feminine. */
  readonly measures: readonly string[];
  readonly oneOf: readonly string[];
  readonly acronyms: readonly string[];
  readonly initialisms: Readonly<Record<string, string>>;
  readonly functionWords: readonly string[];
  readonly romanCounted: readonly string[];
  readonly romanWords: readonly string[];
  readonly rulers: readonly string[];
  readonly letters: Readonly<Record<string, string>>;
  /** Ends of feminine and of masculine nouns, the longest of which counts, and words that are of the other gender. */
  readonly feminineEnds: readonly string[];
  readonly masculineEnds?: readonly string[];
  readonly masculine: readonly string[];
  readonly feminine: readonly string[];
}

/** The lists of an abbreviation table that say what is spoken. */
export interface SpokenAbbreviations {
  readonly spoken: Readonly<Record<string, string>>;
  readonly spokenBeforeNumber: Readonly<Record<string, string>>;
  readonly spokenBeforeName: Readonly<Record<string, string>>;
  readonly withPointOnly: readonly string[];
}

/** What is not in the tables. */
export interface GrammarRules {
  readonly language: string;
  readonly numbers: Omit<NumberGrammar, 'magnitudes'>;
  readonly dates: Omit<Grammar['dates'], 'monthNames' | 'months' | 'weekdays'>;
  readonly roman: Pick<Grammar['roman'], 'counting' | 'ruler'>;
  readonly money: Grammar['money'];
}

interface GrammarTables {
  readonly words: WordTable;
  readonly units: UnitTable;
  readonly abbreviations: SpokenAbbreviations;
}

/** Puts the tables and the rules of a language together. */
export function createGrammar(rules: GrammarRules, { words, units, abbreviations }: GrammarTables): Grammar {
  const masculine = new Set(words.masculine);
  const feminine = new Set(words.feminine);
  const table = buildUnits(units);
  return {
    language: rules.language,
    numbers: { ...rules.numbers, magnitudes: words.magnitudes },
    dates: { ...rules.dates, monthNames: words.monthNames, months: words.months, weekdays: words.weekdays },
    roman: {
      ...rules.roman,
      counted: new Set(words.romanCounted),
      rulers: new Set(words.rulers),
      words: new Set(words.romanWords),
    },
    abbreviations: toAbbreviations(abbreviations),
    currencies: toCurrencies(words.currencies),
    money: rules.money,
    units: table,
    measures: toMeasures(table, words.measures),
    oneOf: new Set(words.oneOf),
    signs: words.signs,
    symbols: words.symbols,
    letters: words.letters,
    acronyms: new Set(words.acronyms),
    initialisms: words.initialisms,
    functionWords: new Set(words.functionWords),
    genderOf: (word): Gender => {
      if (feminine.has(word)) return 'f';
      if (masculine.has(word)) return 'm';
      const isFeminine = longestEnd(word, words.feminineEnds) > longestEnd(word, words.masculineEnds ?? []);
      return isFeminine ? 'f' : 'm';
    },
  };
}

function longestEnd(word: string, ends: readonly string[]): number {
  return Math.max(0, ...ends.filter((end) => word.endsWith(end)).map((end) => end.length));
}

function toAbbreviations(table: SpokenAbbreviations): Abbreviations {
  return {
    spoken: table.spoken,
    beforeNumber: table.spokenBeforeNumber,
    beforeName: table.spokenBeforeName,
    withPointOnly: new Set(table.withPointOnly),
  };
}

function toCurrencies(table: Readonly<Record<string, string>>): Record<string, Currency> {
  const entries = Object.entries(table).map(([symbol, entry]): [string, Currency] => {
    const [names = '', mark = ''] = entry.split('#');
    const [one = '', many = one, oneCent, manyCents] = names.split('|');
    const gender: Gender = mark === 'f' ? 'f' : 'm';
    const cents =
      oneCent === undefined || manyCents === undefined ? {} : { cents: { one: oneCent, many: manyCents } };
    return [symbol, { one, many, gender, ...cents }];
  });
  return Object.fromEntries(entries);
}
