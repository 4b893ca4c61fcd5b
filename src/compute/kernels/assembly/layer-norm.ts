import { leaky, madd } from './arithmetic';
import { STEP_ARGUMENTS } from './layout';

/**
 * Runs one job of layer norm over rows of `channels` floats, a multiple of 4: out = leaky((base + gain)·norm(x + residual)
 * + shift). The residual may be missing, and `out` may lie over x. Sums go over the differences from the mean, so that a
 * large mean costs no precision.
 */
export function layerNorm(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const stride = load<usize>(args, 4);
  const residual = load<usize>(args, 8);
  const residualStride = load<usize>(args, 12);
  const rowBytes = <usize>(load<i32>(args, 16) * 4);
  const outStride = load<usize>(args, 44);
  const rowCount = load<i32>(args, 48);
  const rowsPerJob = load<i32>(args, 52);
  const end = min((job + 1) * rowsPerJob, rowCount);
  for (let row = job * rowsPerJob; row < end; row++) {
    const target = load<usize>(args, 40) + <usize>row * outStride;
    const addend = residual === 0 ? 0 : residual + <usize>row * residualStride;
    const mean = addRow(load<usize>(args) + <usize>row * stride, addend, rowBytes, target);
    finishRow(args, target, rowBytes, mean);
  }
}

/** Stores x + residual and gives the mean. */
function addRow(x: usize, residual: usize, rowBytes: usize, target: usize): f32 {
  let sum = f32x4.splat(0);
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    let value = v128.load(x + offset);
    if (residual !== 0) value = f32x4.add(value, v128.load(residual + offset));
    v128.store(target + offset, value);
    sum = f32x4.add(sum, value);
  }
  return sumLanes(sum) / <f32>(rowBytes >> 2);
}

function finishRow(args: usize, target: usize, rowBytes: usize, mean: f32): void {
  const center = f32x4.splat(mean);
  let squares = f32x4.splat(0);
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const difference = f32x4.sub(v128.load(target + offset), center);
    squares = madd(difference, difference, squares);
  }
  const variance = sumLanes(squares) / <f32>(rowBytes >> 2);
  const factor = f32x4.splat(<f32>(1 / sqrt(<f64>variance + <f64>load<f32>(args, 32))));
  const gain = load<usize>(args, 20);
  const base = v128.load32_splat(args, 24);
  const shift = load<usize>(args, 28);
  const slope = v128.load32_splat(args, 36);
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const normal = f32x4.mul(f32x4.sub(v128.load(target + offset), center), factor);
    const scaled = madd(normal, f32x4.add(v128.load(gain + offset), base), v128.load(shift + offset));
    v128.store(target + offset, leaky(scaled, slope));
  }
}

function sumLanes(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) +
    f32x4.extract_lane(x, 1) +
    f32x4.extract_lane(x, 2) +
    f32x4.extract_lane(x, 3)
  );
}
