/**
 * Collects the numbers of the transforms in a table in memory: a load that spreads a number over a vector is one
 * instruction, while engines build a constant vector from several, each time.
 */
export class Constants {
  readonly #places = new Map<number, number>();

  /** The number as a vector, as AssemblyScript. */
  toValue(value: number): string {
    const rounded = Math.fround(value);
    const place = this.#places.get(rounded) ?? this.#places.size;
    this.#places.set(rounded, place);
    return `v128.load32_splat(CONSTANTS, ${place * 4})`;
  }

  /** The table, to be emitted when all numbers are known. */
  emitTable(): string {
    const values = [...this.#places.keys()].map((value) =>
      Number.isInteger(value) ? `${value}.0` : String(value),
    );
    return `const CONSTANTS = memory.data<f32>([${values.join(', ')}], 64);`;
  }
}
