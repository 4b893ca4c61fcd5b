import type { Gender, Noun } from './grammar.ts';

/** A base unit: its names, and the letters of the prefixes that are used with it. */
interface BaseUnit extends Noun {
  readonly prefixes: string;
}

/** The units of a language as its table has them; each name is `one|many` or `one|many|f`. */
export interface UnitTable {
  readonly prefixes: Readonly<Record<string, string>>;
  /** `one|many|letters of prefixes`, with `|f` behind a feminine. */
  readonly bases: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
}

/** Builds the table of units from bases and prefixes; what is listed by itself goes before what is put together. */
export function buildUnits({ prefixes, bases, others }: UnitTable): Record<string, Noun> {
  const units: Record<string, Noun> = {};
  for (const [symbol, entry] of Object.entries(bases)) {
    const base = parseBase(entry);
    units[symbol] = base;
    for (const letter of base.prefixes) {
      const prefix = prefixes[letter] ?? '';
      units[letter + symbol] = { ...base, one: prefix + base.one, many: prefix + base.many };
    }
  }
  for (const [symbols, entry] of Object.entries(others)) {
    for (const symbol of symbols.split(' | ')) units[symbol] = parseNoun(entry);
  }
  return units;
}

/** Lists units by their names, and others that are no units, each `one|many|f`. */
export function toMeasures(
  units: Readonly<Record<string, Noun>>,
  others: readonly string[],
): Map<string, Noun> {
  const nouns = [...Object.values(units), ...others.map(parseNoun)];
  return new Map(nouns.flatMap((noun) => [noun.one, noun.many].map((name) => [name, noun] as const)));
}

function parseNoun(entry: string): Noun {
  const [one = '', many = one, gender] = entry.split('|');
  return { one, many, gender: toGender(gender) };
}

function parseBase(entry: string): BaseUnit {
  const [one = '', many = '', prefixes = '', gender] = entry.split('|');
  return { one, many, prefixes, gender: toGender(gender) };
}

function toGender(letter: string | undefined): Gender {
  return letter === 'f' ? 'f' : 'm';
}
