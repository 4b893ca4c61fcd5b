import { exponential } from './arithmetic';

/**
 * Turns a row of scores into weights that sum up to 1, e^(scale · score) over the sum of all, in place. The row has room
 * for a multiple of 4 floats; those behind its `count` become zeros.
 */
export function softmaxRow(row: usize, count: i32, scale: f32): void {
  const end = row + <usize>(count * 4);
  const paddedEnd = row + <usize>(((count + 3) & ~3) * 4);
  const first = load<f32>(row);
  for (let place = end; place < paddedEnd; place += 4) store<f32>(place, first);
  let most = f32x4.splat(first);
  for (let place = row; place < paddedEnd; place += 16) most = f32x4.max(most, v128.load(place));
  const top = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  const factor = f32x4.splat(scale);
  const peak = f32x4.splat(top);
  for (let place = row; place < paddedEnd; place += 16) {
    v128.store(place, exponential(f32x4.mul(f32x4.sub(v128.load(place), peak), factor)));
  }
  for (let place = end; place < paddedEnd; place += 4) store<f32>(place, 0);
  let sums = f32x4.splat(0);
  for (let place = row; place < paddedEnd; place += 16) sums = f32x4.add(sums, v128.load(place));
  const total =
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3);
  const share = f32x4.splat(1 / total);
  for (let place = row; place < paddedEnd; place += 16) {
    v128.store(place, f32x4.mul(v128.load(place), share));
  }
}
