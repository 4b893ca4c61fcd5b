import type { Constants } from './constants.ts';

type Row = readonly number[];

interface Part {
  readonly name: string;
  readonly row: Row;
}

interface Term {
  readonly name: string;
  readonly factor: number;
}

/**
 * Writes sums of vectors as AssemblyScript and computes what they share only once: points that lie opposite each other
 * give rows whose even and odd coefficients are in proportion.
 */
export class LinearForms {
  readonly #length: number;
  readonly #parts: Part[] = [];
  readonly #lines: string[];
  /** How many lines must stand in front of each value that was asked for. */
  readonly #needs: number[] = [];

  readonly #constants: Constants;

  constructor(length: number, constants: Constants, emitLoad: (index: number) => string) {
    this.#length = length;
    this.#constants = constants;
    this.#lines = Array.from({ length }, (_, index) => `const x${index} = ${emitLoad(index)};`);
  }

  /** The value of one row: a combination of its even and its odd half. */
  toValue(row: Row): string {
    const terms = [0, 1].flatMap((parity): Term[] => {
      const half = row.map((value, index) => (index % 2 === parity ? value : 0));
      return half.every((value) => value === 0) ? [] : [this.#toTerm(half)];
    });
    this.#needs.push(this.#lines.length);
    return this.#emitTerms(terms);
  }

  /** The values of all rows, which have the columns of opposite points in proportion over the even or odd rows. */
  toOutputs(rows: readonly Row[]): string[] {
    const values: string[] = rows.map(() => '');
    for (const parity of [0, 1]) {
      const columns = Array.from({ length: this.#length }, (_, index) =>
        rows.map((row, place) => (place % 2 === parity ? (row[index] ?? 0) : 0)),
      );
      const groups = groupColumns(columns).map(({ column, terms }) => ({
        column,
        name: this.#toName(terms),
      }));
      rows.forEach((_, place) => {
        if (place % 2 !== parity) return;
        const terms = groups.map(({ column, name }) => ({ name, factor: column[place] ?? 0 }));
        values[place] = this.#emitTerms(terms);
        this.#needs[place] = this.#lines.length;
      });
    }
    return values;
  }

  /** All lines, with each statement behind the last that it needs. */
  interleave(statements: readonly string[]): string[] {
    const lines: string[] = [];
    for (let index = 0; index <= this.#lines.length; index += 1) {
      lines.push(...statements.filter((_, place) => this.#needs[place] === index));
      lines.push(...this.#lines.slice(index, index + 1));
    }
    return lines.map((line) => `      ${line}`);
  }

  #toTerm(row: Row): Term {
    for (const part of this.#parts) {
      const factor = findRatio(row, part.row);
      if (factor !== null) return { name: part.name, factor };
    }
    const name = this.#toName(row.map((factor, index) => ({ name: `x${index}`, factor })));
    this.#parts.push({ name, row });
    return { name, factor: 1 };
  }

  #toName(terms: readonly Term[]): string {
    const [only, ...others] = terms.filter(({ factor }) => factor !== 0);
    if (only !== undefined && others.length === 0 && only.factor === 1) return only.name;
    const name = `sum${this.#lines.length}`;
    this.#lines.push(`const ${name} = ${this.#emitTerms(terms)};`);
    return name;
  }

  /** Terms without a multiplication come first, so that every other one is a fused multiply-add onto them. */
  #emitTerms(terms: readonly Term[]): string {
    const present = terms.filter(({ factor }) => factor !== 0);
    const plain = present.filter(({ factor }) => Math.abs(factor) === 1).sort((a, b) => b.factor - a.factor);
    const scaled = present.filter(({ factor }) => Math.abs(factor) !== 1);
    return [...plain, ...scaled].reduce((sum, { name, factor }) => {
      if (sum === '') return this.#emitFirst(name, factor);
      if (factor === 1) return `f32x4.add(${sum}, ${name})`;
      if (factor === -1) return `f32x4.sub(${sum}, ${name})`;
      return `madd(${name}, ${this.#constants.toValue(factor)}, ${sum})`;
    }, '');
  }

  #emitFirst(name: string, factor: number): string {
    if (factor === 1) return name;
    return factor === -1 ? `f32x4.neg(${name})` : `f32x4.mul(${name}, ${this.#constants.toValue(factor)})`;
  }
}

/** Puts columns in proportion together; those of nothing but zeros are left out. */
function groupColumns(columns: readonly Row[]): { readonly column: Row; readonly terms: Term[] }[] {
  const groups: { readonly column: Row; readonly terms: Term[] }[] = [];
  columns.forEach((column, index) => {
    if (column.every((value) => value === 0)) return;
    for (const group of groups) {
      const factor = findRatio(column, group.column);
      if (factor === null) continue;
      group.terms.push({ name: `x${index}`, factor });
      return;
    }
    groups.push({ column, terms: [{ name: `x${index}`, factor: 1 }] });
  });
  return groups;
}

/** The number by which `base` gives `row`, or null. */
function findRatio(row: Row, base: Row): number | null {
  const place = base.findIndex((value) => value !== 0);
  const ratio = (row[place] ?? 0) / (base[place] ?? 1);
  if (ratio === 0) return null;
  const close = row.every((value, index) => {
    const expected = ratio * (base[index] ?? 0);
    return Math.abs(value - expected) <= 1e-12 * Math.abs(expected);
  });
  return close ? ratio : null;
}
