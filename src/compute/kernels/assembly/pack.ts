import { MULTIPLY_COLUMNS, STEP_ARGUMENTS } from './layout';

const PAIR = 2;

/**
 * Runs one job of packing a convolution's weights: those of 8 outputs, [8][inputs][kernel], are transformed in double
 * precision to [planes][rows][8]. Rows behind the inputs stay as they are. The transform is [planes][kernel] of doubles.
 */
export function pack(step: usize, job: i32, scratch: usize): void {
  const args = step + STEP_ARGUMENTS;
  const kernel = <usize>load<i32>(args, 4);
  const planes = <usize>load<i32>(args, 8);
  const inputs = <usize>load<i32>(args, 12);
  const planeBytes = <usize>(load<i32>(args, 16) * MULTIPLY_COLUMNS * 4);
  const transform = load<usize>(args, 20);
  const outputBytes = inputs * kernel * 4;
  let source = load<usize>(args) + <usize>(job * MULTIPLY_COLUMNS) * outputBytes;
  let target = load<usize>(args, 24) + <usize>job * planes * planeBytes;
  for (let lane = 0; lane < MULTIPLY_COLUMNS; lane += PAIR) {
    packPair(source, outputBytes, kernel, planes, inputs, transform, target, planeBytes, scratch);
    source += <usize>PAIR * outputBytes;
    target += <usize>(PAIR * 4);
  }
}

/** Packs the weights of two outputs, whose taps wait in the scratch space as pairs. */
function packPair(
  source: usize,
  outputBytes: usize,
  kernel: usize,
  planes: usize,
  inputs: usize,
  transform: usize,
  target: usize,
  planeBytes: usize,
  scratch: usize,
): void {
  for (let input: usize = 0; input < inputs; input++) {
    for (let tap: usize = 0; tap < kernel; tap++) {
      const pair = f64x2.splat(<f64>load<f32>(source));
      v128.store(scratch + (tap << 4), f64x2.replace_lane(pair, 1, <f64>load<f32>(source + outputBytes)));
      source += 4;
    }
    let row = transform;
    let place = target;
    for (let plane: usize = 0; plane < planes; plane++) {
      let sum = f64x2.splat(0);
      for (let tap: usize = 0; tap < kernel; tap++) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(row), v128.load(scratch + (tap << 4))));
        row += 8;
      }
      v128.store64_lane(place, f32x4.demote_f64x2_zero(sum), 0);
      place += planeBytes;
    }
    target += <usize>(MULTIPLY_COLUMNS * 4);
  }
}
