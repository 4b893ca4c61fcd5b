import { leaky, madd } from './arithmetic';
import { STEP_ARGUMENTS } from './layout';

/**
 * Runs one job of making two rows of each: every channel goes by itself through AdaIN, a leaky slope, and a transposed
 * convolution with three taps and a stride of two. Weights are [3][channels]; what lies behind the last row is zero.
 */
export function double(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const x = load<usize>(args);
  const rowCount = load<i32>(args, 4);
  const rowBytes = <usize>(load<i32>(args, 8) * 4);
  const slope = v128.load32_splat(args, 20);
  const out = load<usize>(args, 32);
  const rowsPerJob = load<i32>(args, 36);
  const first = job * rowsPerJob;
  const end = min(first + rowsPerJob, rowCount);
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const scale = v128.load(load<usize>(args, 12) + offset);
    const shift = v128.load(load<usize>(args, 16) + offset);
    const weights = load<usize>(args, 24) + offset;
    const before = v128.load(weights);
    const at = v128.load(weights + rowBytes);
    const after = v128.load(weights + 2 * rowBytes);
    const bias = v128.load(load<usize>(args, 28) + offset);
    let source = x + <usize>first * rowBytes + offset;
    let target = out + <usize>(2 * first) * rowBytes + offset;
    let value = leaky(madd(v128.load(source), scale, shift), slope);
    for (let row = first; row < end; row++) {
      source += rowBytes;
      let next = f32x4.splat(0);
      if (row + 1 < rowCount) next = leaky(madd(v128.load(source), scale, shift), slope);
      v128.store(target, madd(value, at, bias));
      v128.store(target + rowBytes, madd(next, before, madd(value, after, bias)));
      target += 2 * rowBytes;
      value = next;
    }
  }
}
