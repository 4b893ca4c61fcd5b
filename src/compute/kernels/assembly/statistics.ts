import { STEP_ARGUMENTS } from './layout';

/**
 * A record of statistics is [count, -, -, -][pivot][sum][squares], the last three with a float a channel: sums of the
 * differences from the pivot, which is the first value met, so that a large mean costs no precision.
 */
export function recordBytes(channels: i32): usize {
  return <usize>(16 + channels * 12);
}

/** Sums up one block of rows of [time][channel] into its record. */
export function gatherStatistics(step: usize, job: i32): void {
  const args = step + STEP_ARGUMENTS;
  const x = load<usize>(args);
  const rowCount = load<i32>(args, 4);
  const channels = load<i32>(args, 8);
  const records = load<usize>(args, 12);
  const rowsPerJob = load<i32>(args, 16);

  const rowBytes = <usize>(channels * 4);
  const first = job * rowsPerJob;
  const rows = min(rowsPerJob, rowCount - first);
  const start = x + <usize>first * rowBytes;
  const end = start + <usize>rows * rowBytes;
  const record = records + <usize>job * recordBytes(channels);
  store<f32>(record, <f32>rows);
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const pivot = v128.load(start + offset);
    let sum = f32x4.splat(0);
    let squares = f32x4.splat(0);
    for (let row = start + offset; row < end; row += rowBytes) {
      const value = f32x4.sub(v128.load(row), pivot);
      sum = f32x4.add(sum, value);
      squares = f32x4.add(squares, f32x4.mul(value, value));
    }
    const target = record + 16 + offset;
    v128.store(target, pivot);
    v128.store(target + rowBytes, sum);
    v128.store(target + 2 * rowBytes, squares);
  }
}

/**
 * Joins records into the scale and shift of AdaIN for each channel: (1 + γ)·(x - mean) / √(variance + ε) + β becomes
 * scale·x + shift. The joining is done in double precision (Chan, Golub and LeVeque 1983).
 */
export function normalise(step: usize): void {
  const args = step + STEP_ARGUMENTS;
  const records = load<usize>(args);
  const recordCount = load<i32>(args, 4);
  const channels = load<i32>(args, 8);
  const style = load<usize>(args, 12);
  const scale = load<usize>(args, 16);
  const shift = load<usize>(args, 20);

  const size = recordBytes(channels);
  const rowBytes = <usize>(channels * 4);
  const end = records + <usize>recordCount * size;
  for (let offset: usize = 0; offset < rowBytes; offset += 4) {
    let count: f64 = 0;
    let mean: f64 = 0;
    let deviations: f64 = 0;
    for (let record = records; record < end; record += size) {
      const values = record + 16 + offset;
      const rows = <f64>load<f32>(record);
      if (rows === 0) continue;
      const sum = <f64>load<f32>(values + rowBytes);
      const squares = <f64>load<f32>(values + 2 * rowBytes);
      const blockMean = <f64>load<f32>(values) + sum / rows;
      const total = count + rows;
      const distance = blockMean - mean;
      deviations += squares - (sum * sum) / rows + (distance * distance * count * rows) / total;
      mean += (distance * rows) / total;
      count = total;
    }
    // Rounding may leave a constant channel just below zero; NaN must stay NaN.
    const variance = deviations < 0 ? 0 : deviations / count;
    const gain = (1 + <f64>load<f32>(style + offset)) / sqrt(variance + 1e-5);
    store<f32>(scale + offset, <f32>gain);
    store<f32>(shift + offset, <f32>(<f64>load<f32>(style + rowBytes + offset) - mean * gain));
  }
}
