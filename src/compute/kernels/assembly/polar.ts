import { angle } from './arithmetic';
import { STEP_ARGUMENTS } from './layout';

const WINDOW_BYTES: usize = 80;
const HOP_BYTES: usize = 20;
/** A row: 11 magnitudes and 11 phases. */
const ROW_BYTES: usize = 88;
const HALF_BYTES: usize = 44;
/** The waves at one place of the window: a cosine and a sine for each of 11 frequencies. */
const WAVE_BYTES: usize = 176;
/** The least magnitude, squared, that the model lets through. */
const LEAST_POWER = 1e-14;

/**
 * Runs one job of turning windows of 20 samples, 5 apart, into rows of 11 magnitudes and 11 phases. Sums are in double
 * precision, one after the other: where a frequency is hardly there, they decide the phase.
 */
export function toPolar(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const rowCount = load<i32>(args, 4);
  const rowsPerJob = load<i32>(args, 8);
  const waves = load<usize>(args, 12);
  const straight = v128.splat<f32>(load<f32>(args, 20));
  const first = job * rowsPerJob;
  let from = load<usize>(args) + <usize>first * HOP_BYTES;
  let to = load<usize>(args, 16) + <usize>first * ROW_BYTES;
  const end = to + <usize>min(rowsPerJob, rowCount - first) * ROW_BYTES;
  for (; to < end; to += ROW_BYTES) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let i = a;
    let j = a;
    let k = a;
    let wave = waves;
    for (let place = from; place < from + WINDOW_BYTES; place += 4) {
      const sample = f64x2.splat(<f64>load<f32>(place));
      a = f64x2.add(a, f64x2.mul(sample, v128.load(wave)));
      b = f64x2.add(b, f64x2.mul(sample, v128.load(wave, 16)));
      c = f64x2.add(c, f64x2.mul(sample, v128.load(wave, 32)));
      d = f64x2.add(d, f64x2.mul(sample, v128.load(wave, 48)));
      e = f64x2.add(e, f64x2.mul(sample, v128.load(wave, 64)));
      f = f64x2.add(f, f64x2.mul(sample, v128.load(wave, 80)));
      g = f64x2.add(g, f64x2.mul(sample, v128.load(wave, 96)));
      h = f64x2.add(h, f64x2.mul(sample, v128.load(wave, 112)));
      i = f64x2.add(i, f64x2.mul(sample, v128.load(wave, 128)));
      j = f64x2.add(j, f64x2.mul(sample, v128.load(wave, 144)));
      k = f64x2.add(k, f64x2.mul(sample, v128.load(wave, 160)));
      wave += WAVE_BYTES;
    }
    from += HOP_BYTES;
    storeFour(to, a, b, c, d, straight);
    storeFour(to + 16, e, f, g, h, straight);
    // One a second time, so that nothing is written behind the row.
    storeFour(to + 28, h, i, j, k, straight);
  }
}

/** Stores magnitudes and phases of four complex numbers; `straight` is the phase of a negative real one. */
@inline
function storeFour(to: usize, a: v128, b: v128, c: v128, d: v128, straight: v128): void {
  v128.store(to, toMagnitudes(a, b, c, d));
  v128.store(to + HALF_BYTES, toPhases(a, b, c, d, straight));
}

@inline
function toMagnitudes(a: v128, b: v128, c: v128, d: v128): v128 {
  return joinHalves(toTwoMagnitudes(a, b), toTwoMagnitudes(c, d));
}

@inline
function toTwoMagnitudes(a: v128, b: v128): v128 {
  const x = i64x2.shuffle(a, b, 0, 2);
  const y = i64x2.shuffle(a, b, 1, 3);
  const power = f64x2.add(f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)), f64x2.splat(LEAST_POWER));
  return f32x4.demote_f64x2_zero(f64x2.sqrt(power));
}

@inline
function toPhases(a: v128, b: v128, c: v128, d: v128, straight: v128): v128 {
  const ab = joinHalves(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b));
  const cd = joinHalves(f32x4.demote_f64x2_zero(c), f32x4.demote_f64x2_zero(d));
  const x = i32x4.shuffle(ab, cd, 0, 2, 4, 6);
  const y = i32x4.shuffle(ab, cd, 1, 3, 5, 7);
  const zero = f32x4.splat(0);
  const isStraight = v128.and(f32x4.eq(y, zero), f32x4.lt(x, zero));
  return v128.bitselect(straight, angle(x, y), isStraight);
}

@inline
function joinHalves(low: v128, high: v128): v128 {
  return i64x2.shuffle(low, high, 0, 2);
}
