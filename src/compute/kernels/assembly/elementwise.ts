import { madd, sigmoid } from './arithmetic';
import { STEP_ARGUMENTS } from './layout';

/**
 * Runs one job of y = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) over floats, in place; counts are multiples of 4. With
 * 1 + tanh(u) = 2 / (1 + e⁻²ᵘ) it takes one exponential.
 */
export function applyGelu(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const count = load<i32>(args, 4);
  const perJob = load<i32>(args, 8);
  const first = job * perJob;
  let place = load<usize>(args) + <usize>(first * 4);
  const end = place + <usize>(min(perJob, count - first) * 4);
  while (place < end) {
    const x = v128.load(place);
    const cubic = madd(f32x4.mul(x, x), f32x4.splat(0.0713548162726), f32x4.splat(1.59576912161));
    v128.store(place, f32x4.mul(x, sigmoid(f32x4.mul(x, cubic))));
    place += 16;
  }
}

/** Runs one job of turning [channel][time] into [time][channel]; rows of the result lie a stride apart. */
export function transpose(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const source = load<usize>(args);
  const target = load<usize>(args, 4);
  const channels = load<i32>(args, 8);
  const rowCount = load<i32>(args, 12);
  const rowsPerJob = load<i32>(args, 16);
  const rowBytes = <usize>load<i32>(args, 20);
  const first = job * rowsPerJob;
  const end = min(first + rowsPerJob, rowCount);
  for (let channel = 0; channel < channels; channel++) {
    let from = source + <usize>((channel * rowCount + first) * 4);
    let to = target + <usize>first * rowBytes + <usize>(channel * 4);
    for (let row = first; row < end; row++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += rowBytes;
    }
  }
}

/** Fills bytes with zero. */
export function fill(step: usize): void {
  const args = step + STEP_ARGUMENTS;
  memory.fill(load<usize>(args), 0, load<usize>(args, 4));
}

/** Copies bytes. */
export function copy(step: usize): void {
  const args = step + STEP_ARGUMENTS;
  memory.copy(load<usize>(args, 4), load<usize>(args), load<usize>(args, 8));
}
