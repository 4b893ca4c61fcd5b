/** Where the eight columns of a block lie in a matrix of bytes. */
export interface Interleaving {
  /** Where each of the eight columns starts. */
  readonly starts: Int32Array;
  /** How far each row is from there. */
  readonly rows: Int32Array;
  /** Bits of each byte that change. */
  readonly flip: number;
}

/**
 * Fills a block [rows][8] with bytes from all over a matrix: most of a model's weights go through here. Four bytes at a
 * time are read where columns lie side by side, or rows do, as in nearly all matrices.
 */
export function interleaveBytes(
  block: Int8Array,
  values: Int8Array,
  { starts, rows, flip }: Interleaving,
): void {
  const words = new Int32Array(block.buffer, block.byteOffset, block.length / 4);
  const view = new DataView(values.buffer, values.byteOffset, values.length);
  const flips = flip & 0x80808080;
  const first = starts[0] ?? 0;
  const areSideBySide = starts.every((start, lane) => start === first + lane);
  if (areSideBySide) copyRows(words, view, { first, rows, flips });
  else turnRows(words, view, { starts, rows, flips });
}

/** As `Interleaving`, with the bits that change of four bytes at once. */
interface Turning extends Omit<Interleaving, 'flip'> {
  readonly flips: number;
}

/** Where bytes of eight columns lie side by side in each row. */
function copyRows(
  words: Int32Array,
  view: DataView,
  { first, rows, flips }: Pick<Turning, 'rows' | 'flips'> & { readonly first: number },
): void {
  let place = 0;
  for (const row of rows) {
    words[place] = view.getInt32(first + row, true) ^ flips;
    words[place + 1] = view.getInt32(first + row + 4, true) ^ flips;
    place += 2;
  }
}

const EVEN_BYTES = 0x00ff00ff;
const ODD_BYTES = 0xff00ff00;
const LOW_HALF = 0xffff;
const HIGH_HALF = 0xffff0000;

/** Turns four rows of four columns at a time where they lie side by side in each column: two words into every other one. */
function turnRows(words: Int32Array, view: DataView, { starts, rows, flips }: Turning): void {
  for (let half = 0; half < 2; half += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = starts.subarray(4 * half);
    let index = 0;
    while (index < rows.length) {
      const row = rows[index] ?? 0;
      const place = 2 * index + half;
      if (rows[index + 1] === row + 1 && rows[index + 2] === row + 2 && rows[index + 3] === row + 3) {
        const first = view.getInt32(a + row, true) ^ flips;
        const second = view.getInt32(b + row, true) ^ flips;
        const third = view.getInt32(c + row, true) ^ flips;
        const fourth = view.getInt32(d + row, true) ^ flips;
        const evenLow = (first & EVEN_BYTES) | ((second & EVEN_BYTES) << 8);
        const oddLow = ((first >>> 8) & EVEN_BYTES) | (second & ODD_BYTES);
        const evenHigh = (third & EVEN_BYTES) | ((fourth & EVEN_BYTES) << 8);
        const oddHigh = ((third >>> 8) & EVEN_BYTES) | (fourth & ODD_BYTES);
        words[place] = (evenLow & LOW_HALF) | (evenHigh << 16);
        words[place + 2] = (oddLow & LOW_HALF) | (oddHigh << 16);
        words[place + 4] = (evenLow >>> 16) | (evenHigh & HIGH_HALF);
        words[place + 6] = (oddLow >>> 16) | (oddHigh & HIGH_HALF);
        index += 4;
      } else {
        const low = view.getUint8(a + row) | (view.getUint8(b + row) << 8);
        const high = view.getUint8(c + row) | (view.getUint8(d + row) << 8);
        words[place] = flips ^ (low | (high << 16));
        index += 1;
      }
    }
  }
}
