/** A sorted list of words that is searched where it lies: two arrays, and no object for each word. */
export class SortedStrings {
  readonly #units: Uint16Array;
  readonly #offsets: Uint32Array;

  /** `units` are the UTF-16 units of all words, in their order; the word at i begins at `offsets[i]` and ends at `offsets[i + 1]`. */
  constructor(units: Uint16Array, offsets: Uint32Array) {
    this.#units = units;
    this.#offsets = offsets;
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  /** Returns the word at an index; empty behind the end. */
  at(index: number): string {
    return String.fromCharCode(...this.#units.subarray(this.#offsets[index], this.#offsets[index + 1]));
  }

  /** Returns how many units lie before the word at an index: where data stand that are kept for each unit. */
  offsetOf(index: number): number {
    return this.#offsets[index] ?? 0;
  }

  /** Finds the index of the word that `text` has from `start` to `end`, or -1. */
  indexOf(text: string, start: number, end: number): number {
    let found = -1;
    this.visitPrefixes(text.slice(start, end), 0, (index, length) => {
      if (length === end - start) found = index;
    });
    return found;
  }

  /** Reports each word that `text` has from `start` on, the shortest first, with its index and its length in units. */
  visitPrefixes(text: string, start: number, visit: (index: number, length: number) => void): void {
    let low = 0;
    let high = this.length;
    for (let depth = 0; start + depth < text.length; depth += 1) {
      const unit = text.charCodeAt(start + depth);
      low = this.#findBound({ low, high, depth }, unit);
      high = this.#findBound({ low, high, depth }, unit + 1);
      if (low >= high) return;
      if (this.#lengthOf(low) === depth + 1) visit(low, depth + 1);
    }
  }

  /** Finds the first word of a range whose unit at `depth` is `unit` or a later one. */
  #findBound(range: { low: number; high: number; depth: number }, unit: number): number {
    let { low, high } = range;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = (this.#offsets[middle] ?? 0) + range.depth;
      const isEnded = at >= (this.#offsets[middle + 1] ?? 0);
      if (isEnded || (this.#units[at] ?? 0) < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #lengthOf(index: number): number {
    return (this.#offsets[index + 1] ?? 0) - (this.#offsets[index] ?? 0);
  }
}
