/** A half-open range of bytes. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A set of bytes of one file, kept as few ranges as possible, in order. */
export class ByteRanges {
  #ranges: ByteRange[];

  constructor(ranges: Iterable<ByteRange> = []) {
    this.#ranges = [];
    for (const range of ranges) this.add(range.start, range.end);
  }

  get byteCount(): number {
    return this.#ranges.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** The ranges held, in order, none touching the next. */
  get ranges(): readonly ByteRange[] {
    return this.#ranges;
  }

  /** Adds the bytes from `start` up to `end`, and joins ranges that touch. */
  add(start: number, end: number): void {
    if (end <= start) return;
    const apart = this.#ranges.filter((range) => range.end < start || range.start > end);
    const touching = this.#ranges.filter((range) => range.end >= start && range.start <= end);
    const merged = {
      start: Math.min(start, ...touching.map((range) => range.start)),
      end: Math.max(end, ...touching.map((range) => range.end)),
    };
    this.#ranges = [...apart, merged].sort((a, b) => a.start - b.start);
  }

  /** Forgets all ranges. */
  clear(): void {
    this.#ranges = [];
  }

  /** What is missing between `start` and `end`, in order, cut into ranges of at most `pieceBytes`. */
  missing(start: number, end: number, pieceBytes = Infinity): readonly ByteRange[] {
    const pieces: ByteRange[] = [];
    let position = start;
    for (const held of [...this.#ranges, { start: end, end }]) {
      const gapEnd = Math.min(held.start, end);
      while (position < gapEnd) {
        const pieceEnd = Math.min(position + pieceBytes, gapEnd);
        pieces.push({ start: position, end: pieceEnd });
        position = pieceEnd;
      }
      position = Math.max(position, held.end);
    }
    return pieces;
  }
}
