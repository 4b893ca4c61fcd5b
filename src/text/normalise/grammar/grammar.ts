/** A word's gender, where numbers agree with it. */
export type Gender = 'f' | 'm';

/** How a cardinal number is used. */
export interface NumberForm {
  readonly gender: Gender;
  /** Whether the noun that is counted follows, as in Spanish `veintiún libros`. */
  readonly isBeforeNoun: boolean;
}

/** The names of something that is counted. */
export interface Noun {
  readonly one: string;
  readonly many: string;
  readonly gender?: Gender;
}

/** A unit of measurement, with the words that stand before it, as in `square meters`. */
export interface Currency extends Noun {
  readonly cents?: Noun;
}

/** A calendar date; `year` is absent or has one to four digits. */
export interface CalendarDate {
  readonly day: number;
  readonly month: number;
  readonly year?: string;
}

/** A time of day as it was written. */
export interface ClockTime {
  readonly hour: number;
  readonly minute: number | null;
  readonly second: number | null;
  /** Lower case, without points; empty where none was written. */
  readonly period: 'am' | 'pm' | '';
}

/** What an amount is made of. */
export interface Amount {
  /** Digits without grouping. */
  readonly integer: string;
  /** Digits behind the decimal sign. */
  readonly fraction: string | null;
  readonly magnitude: Noun | null;
  /** Whether the amount describes a noun that follows, as in `a $5 bill`. */
  readonly isAttributive: boolean;
}

/** How a language reads numbers. */
export interface NumberGrammar {
  readonly decimalSign: '.' | ',';
  /** The word for the decimal sign. */
  readonly point: string;
  /** Whether two or three decimals are said as a number: `1,75` is "un virgule soixante-quinze". */
  readonly hasCountedDecimals?: boolean;
  readonly minus: string;
  readonly plus: string;
  readonly percent: string;
  readonly to: string;
  readonly by: string;
  readonly per: string;
  /** `per` with the name of what it is for, where the language has an article there. */
  perOne?(name: string): string;
  /** Between a whole number and a fraction. */
  readonly and: string;
  cardinal(digits: string, form: NumberForm): string;
  /** `suffix` is what was written behind the digits, where something was. */
  ordinal(digits: string, gender: Gender, suffix?: string): string;
  year(digits: string): string;
  /** Null where the fraction is better read as two numbers. */
  fraction(numerator: string, denominator: string, form: NumberForm): string | null;
  /** A fraction with the name of what it is a part of, where they are joined: `tres cuartos de hora`. */
  partOf?(fraction: string, name: string): string;
  /** A whole number with a half or a quarter, where the language has words of its own. */
  mixed?(count: string, numerator: string, denominator: string): string | null;
  /** What follows the digits of an ordinal number; its first group tells the gender. */
  readonly ordinalSuffix: RegExp;
  /** Abbreviations and words for thousands and more, as they stand behind a number. */
  readonly magnitudes: Readonly<Record<string, Noun>>;
  /** The power of a number or a variable. */
  power(exponent: string): string;
  timesTenTo(exponent: string): string;
}

/** How a language reads dates and times. */
export interface DateGrammar {
  readonly order: 'day-first' | 'month-first';
  /** Names and abbreviations in lower case, to the number of the month. */
  readonly months: Readonly<Record<string, number>>;
  readonly weekdays: Readonly<Record<string, string>>;
  readonly monthNames: readonly string[];
  /** Words between day, month and year, as in `5 de enero de 2024`. */
  readonly link: RegExp;
  date(date: CalendarDate, before: string): string;
  /** `words` are the words before it. */
  time(time: ClockTime, before: string): string;
  duration(hours: number, minutes: number, seconds: number): string;
  readonly units: readonly [hour: Noun, minute: Noun, second: Noun];
}

/** How Roman numerals are read. */
export interface RomanGrammar {
  /** Words before a numeral that is counted: `chapter`. */
  readonly counted: ReadonlySet<string>;
  /** Names of rulers, in lower case. */
  readonly rulers: ReadonlySet<string>;
  ruler(value: number, gender: Gender): string;
  counting(value: number, before: string): string;
  /** Words that are also numerals. */
  readonly words: ReadonlySet<string>;
}

/** An abbreviation and what it stands for. */
export interface Abbreviations {
  /** In lower case without the last point. */
  readonly spoken: Readonly<Record<string, string>>;
  /** Those that are read so only before a number. */
  readonly beforeNumber: Readonly<Record<string, string>>;
  /** Those that are read so only before a name. */
  readonly beforeName: Readonly<Record<string, string>>;
  /** Those that are read so with a point only, since they are words as well. */
  readonly withPointOnly: ReadonlySet<string>;
}

/** Everything that the reader needs to know of a language. */
export interface Grammar {
  readonly language: string;
  readonly numbers: NumberGrammar;
  readonly dates: DateGrammar;
  readonly roman: RomanGrammar;
  readonly abbreviations: Abbreviations;
  readonly currencies: Readonly<Record<string, Currency>>;
  money(amount: Amount, currency: Currency): string;
  readonly units: Readonly<Record<string, Noun>>;
  /** What is measured in fractions, by its names in lower case: the units, and vessels such as cups. */
  readonly measures: ReadonlyMap<string, Noun>;
  /** Words that a unit without a number is in the singular behind: `al kg`. */
  readonly oneOf: ReadonlySet<string>;
  /** Words for signs. */
  readonly signs: Readonly<Record<string, string>>;
  /** Words for what stands in addresses and names. */
  readonly symbols: Readonly<Record<string, string>>;
  /** The name of a letter, where the letter alone would be read otherwise. */
  readonly letters: Readonly<Record<string, string>>;
  /** Capitals that are read as a word. */
  readonly acronyms: ReadonlySet<string>;
  /** Capitals that are spelled although they look like a word. */
  readonly initialisms: Readonly<Record<string, string>>;
  /** Words that cannot be the noun that a number describes. */
  readonly functionWords: ReadonlySet<string>;
  genderOf(word: string): Gender;
}
