import { cosineNearZero, exponential, sine, sineNearZero } from './arithmetic';
import { STEP_ARGUMENTS } from './layout';

const ROW_BYTES: usize = 96;
const HALF_BYTES: usize = 48;
const HOP = 5;
const HOPS_PER_WINDOW = 4;
/** Half a window is cut off in front. */
const SKIPPED_HOPS = 2;

/**
 * Runs one job of turning rows of 12 log magnitudes and 12 phase arguments into 12 real and 12 imaginary parts, in
 * place: magnitude eᵃ and phase sin(b).
 */
export function toSpectrum(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const rowCount = load<i32>(args, 4);
  const rowsPerJob = load<i32>(args, 8);
  const first = job * rowsPerJob;
  let row = load<usize>(args) + <usize>first * ROW_BYTES;
  const end = row + <usize>min(rowsPerJob, rowCount - first) * ROW_BYTES;
  for (; row < end; row += ROW_BYTES) {
    for (let offset: usize = 0; offset < HALF_BYTES; offset += 16) {
      const place = row + offset;
      const magnitude = exponential(v128.load(place));
      const phase = sine(v128.load(place + HALF_BYTES));
      v128.store(place, f32x4.mul(magnitude, cosineNearZero(phase)));
      v128.store(place + HALF_BYTES, f32x4.mul(magnitude, sineNearZero(phase)));
    }
  }
}

/** Runs one job of overlap-add: rows of 20 (24 stored) windowed samples, 5 apart, become a waveform. */
export function overlapAdd(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const frames = load<usize>(args);
  const frameCount = load<i32>(args, 4);
  const hopsPerJob = load<i32>(args, 12);
  const firstHop = job * hopsPerJob;
  const endHop = min(firstHop + hopsPerJob, frameCount - 1);
  let target = load<usize>(args, 8) + <usize>(firstHop * HOP * 4);
  for (let hop = firstHop; hop < endHop; hop++) {
    const newest = hop + SKIPPED_HOPS;
    const oldest = max(newest - HOPS_PER_WINDOW + 1, 0);
    for (let index = 0; index < HOP; index++) {
      let sum: f32 = 0;
      for (let frame = oldest; frame <= min(newest, frameCount - 1); frame++) {
        const place = (newest - frame) * HOP + index;
        sum += load<f32>(frames + <usize>frame * ROW_BYTES + <usize>(place * 4));
      }
      store<f32>(target, sum);
      target += 4;
    }
  }
}
