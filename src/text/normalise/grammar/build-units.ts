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
    const [one = '', many = one, gender] = entry.split('|');
    for (const symbol of symbols.split(' | ')) units[symbol] = { one, many, gender: toGender(gender) };
  }
  return units;
}

function parseBase(entry: string): BaseUnit {
  const [one = '', many = '', prefixes = '', gender] = entry.split('|');
  return { one, many, prefixes, gender: toGender(gender) };
}

function toGender(letter: string | undefined): Gender {
  return letter === 'f' ? 'f' : 'm';
}
