import { MULTIPLY_COLUMNS, STEP_ARGUMENTS } from './layout';

/** Rows that are turned at once, where they lie side by side in each column. */
const TURNED_ROWS = 16;

/**
 * Runs one job of putting bytes in the order [columns / 8][rows][8]: a block of 8 columns. Element (row, column) lies
 * at `columns[column] + rows[row]` in the source; where either is -1 stands what is zero in that column. `flip` has the
 * bits that change in each byte.
 */
export function interleave(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const source = load<usize>(args);
  const columns = load<usize>(args, 4) + <usize>(job * MULTIPLY_COLUMNS * 4);
  const rows = load<usize>(args, 8);
  const rowCount = load<i32>(args, 12);
  const zeros = load<usize>(args, 16) + <usize>(job * MULTIPLY_COLUMNS);
  const flip = v128.splat<i8>(load<i8>(args, 20));
  let target = load<usize>(args, 24) + <usize>(job * rowCount * MULTIPLY_COLUMNS);
  const columns0 = v128.load(columns);
  const columns1 = v128.load(columns, 16);
  const isWhole = !v128.any_true(i32x4.lt_s(v128.or(columns0, columns1), i32x4.splat(0)));
  const first = load<i32>(columns);
  const areSideBySide = isWhole && follows(columns0, first) && follows(columns1, first + 4);
  const end = rows + <usize>(rowCount * 4);
  let row = rows;
  while (row < end) {
    const place = load<i32>(row);
    if (areSideBySide && place >= 0) {
      const eight = v128.load64_zero(source + <usize>(first + place));
      v128.store64_lane(target, v128.xor(eight, flip), 0);
    } else if (isWhole && row + TURNED_ROWS * 4 <= end && areNeighbours(row, place)) {
      turn(source + <usize>place, columns, flip, target);
      row += TURNED_ROWS * 4;
      target += TURNED_ROWS * MULTIPLY_COLUMNS;
      continue;
    } else {
      for (let lane = 0; lane < MULTIPLY_COLUMNS; lane++) {
        const start = load<i32>(columns + <usize>(lane * 4));
        const isThere = start >= 0 && place >= 0;
        const value = isThere ? load<u8>(source + <usize>(start + place)) ^ load<u8>(args, 20) : load<u8>(zeros + <usize>lane);
        store<u8>(target + <usize>lane, value);
      }
    }
    row += 4;
    target += MULTIPLY_COLUMNS;
  }
}

/** Runs one job of the same with floats, whose places are counted in floats; what is nowhere is zero. */
export function interleaveFloats(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const source = load<usize>(args);
  const columns = load<usize>(args, 4) + <usize>(job * MULTIPLY_COLUMNS * 4);
  const rowCount = load<i32>(args, 12);
  let row = load<usize>(args, 8);
  const end = row + <usize>(rowCount * 4);
  let target = load<usize>(args, 16) + <usize>(job * rowCount * MULTIPLY_COLUMNS * 4);
  for (; row < end; row += 4) {
    const place = load<i32>(row);
    for (let lane = 0; lane < MULTIPLY_COLUMNS; lane++) {
      const start = load<i32>(columns + <usize>(lane * 4));
      const isThere = start >= 0 && place >= 0;
      store<f32>(target, isThere ? load<f32>(source + <usize>((start + place) * 4)) : 0);
      target += 4;
    }
  }
}

/** Whether four places lie side by side from `first` on. */
@inline
function follows(places: v128, first: i32): bool {
  return i32x4.all_true(i32x4.eq(places, i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3))));
}

/** Whether the places of as many rows as are turned lie side by side. */
function areNeighbours(rows: usize, first: i32): bool {
  if (first < 0) return false;
  for (let index = 0; index < TURNED_ROWS; index += 4) {
    if (!follows(v128.load(rows + <usize>(index * 4)), first + index)) return false;
  }
  return true;
}

@inline
function loadColumn(source: usize, columns: usize, lane: i32, flip: v128): v128 {
  return v128.xor(v128.load(source + <usize>load<i32>(columns + <usize>(lane * 4))), flip);
}

/** Turns 16 rows of 8 columns: 8 vectors with the rows of a column into 8 with two rows each. */
function turn(source: usize, columns: usize, flip: v128, target: usize): void {
  const a = loadColumn(source, columns, 0, flip);
  const b = loadColumn(source, columns, 1, flip);
  const c = loadColumn(source, columns, 2, flip);
  const d = loadColumn(source, columns, 3, flip);
  const e = loadColumn(source, columns, 4, flip);
  const f = loadColumn(source, columns, 5, flip);
  const g = loadColumn(source, columns, 6, flip);
  const h = loadColumn(source, columns, 7, flip);
  storeTurned(lowBytes(a, b), lowBytes(c, d), lowBytes(e, f), lowBytes(g, h), target);
  storeTurned(highBytes(a, b), highBytes(c, d), highBytes(e, f), highBytes(g, h), target + 64);
}

/** Stores 8 rows, given as couples of columns. */
@inline
function storeTurned(ab: v128, cd: v128, ef: v128, gh: v128, target: usize): void {
  const low = i16x8.shuffle(ab, cd, 0, 8, 1, 9, 2, 10, 3, 11);
  const high = i16x8.shuffle(ab, cd, 4, 12, 5, 13, 6, 14, 7, 15);
  const lowEnd = i16x8.shuffle(ef, gh, 0, 8, 1, 9, 2, 10, 3, 11);
  const highEnd = i16x8.shuffle(ef, gh, 4, 12, 5, 13, 6, 14, 7, 15);
  v128.store(target, i32x4.shuffle(low, lowEnd, 0, 4, 1, 5));
  v128.store(target, i32x4.shuffle(low, lowEnd, 2, 6, 3, 7), 16);
  v128.store(target, i32x4.shuffle(high, highEnd, 0, 4, 1, 5), 32);
  v128.store(target, i32x4.shuffle(high, highEnd, 2, 6, 3, 7), 48);
}

@inline
function lowBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

@inline
function highBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
