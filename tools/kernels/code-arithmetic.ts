import type { Constants } from './constants.ts';
import type { Arithmetic } from './fourier.ts';

/** A vector that the code has a name for, or what it is without its sign. */
export interface CodeValue {
  readonly name: string;
  readonly isNegative: boolean;
}

/** Writes what is computed as AssemblyScript, line by line; signs are carried along as far as they go. */
export class CodeArithmetic implements Arithmetic<CodeValue> {
  readonly lines: string[] = [];
  readonly #constants: Constants;
  /** Values that no line has used yet. */
  readonly #waiting = new Map<string, () => string>();
  readonly #loads = new Set<string>();
  #count = 0;

  constructor(constants: Constants) {
    this.#constants = constants;
  }

  /** A value from memory, whose line comes right before the first that uses it, so that few are held at a time. */
  load(expression: string): CodeValue {
    const name = this.#createName();
    this.#loads.add(name);
    this.#waiting.set(name, () => expression);
    return { name, isNegative: false };
  }

  add(first: CodeValue | null, second: CodeValue | null): CodeValue | null {
    if (first === null || second === null) return first ?? second;
    if (first.isNegative === second.isNegative)
      return this.#combine('add', [first, second], first.isNegative);
    return this.#combine('sub', first.isNegative ? [second, first] : [first, second], false);
  }

  subtract(first: CodeValue | null, second: CodeValue | null): CodeValue | null {
    return this.add(first, second === null ? null : { ...second, isNegative: !second.isNegative });
  }

  multiplyAdd(value: CodeValue | null, factor: number, sum: CodeValue | null): CodeValue | null {
    if (value === null) return sum;
    const signed = value.isNegative ? -factor : factor;
    if (Math.abs(factor) === 1) return this.add({ name: value.name, isNegative: signed < 0 }, sum);
    const { name } = value;
    this.#use(name);
    if (sum === null) return this.#write(`f32x4.mul(${name}, ${this.#constants.toValue(signed)})`, false);
    this.#use(sum.name);
    const constant = this.#constants.toValue(sum.isNegative ? -signed : signed);
    return this.#write(`madd(${name}, ${constant}, ${sum.name})`, sum.isNegative);
  }

  /** An expression for a value, sign and all. */
  toExpression(value: CodeValue | null): string {
    if (value === null) return 'f32x4.splat(0)';
    this.#use(value.name);
    return value.isNegative ? `f32x4.neg(${value.name})` : value.name;
  }

  /** A line that is no value. */
  addStatement(statement: string): void {
    this.lines.push(statement);
  }

  /** A sum of two values that wait waits as well. */
  #combine(
    operation: 'add' | 'sub',
    [first, second]: readonly [CodeValue, CodeValue],
    isNegative: boolean,
  ): CodeValue {
    const write = (): string => {
      this.#use(first.name);
      this.#use(second.name);
      return `f32x4.${operation}(${first.name}, ${second.name})`;
    };
    const isLate = this.#loads.has(first.name) && this.#loads.has(second.name);
    if (!isLate) return this.#write(write(), isNegative);
    const name = this.#createName();
    this.#waiting.set(name, write);
    return { name, isNegative };
  }

  #use(name: string): void {
    const write = this.#waiting.get(name);
    if (write === undefined) return;
    this.#waiting.delete(name);
    const expression = write();
    this.lines.push(`const ${name} = ${expression};`);
  }

  #write(expression: string, isNegative: boolean): CodeValue {
    const name = this.#createName();
    this.lines.push(`const ${name} = ${expression};`);
    return { name, isNegative };
  }

  #createName(): string {
    this.#count += 1;
    return `t${this.#count}`;
  }
}
