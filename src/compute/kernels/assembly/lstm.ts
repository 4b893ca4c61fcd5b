import { hyperbolicTangent, madd, sigmoid } from './arithmetic';
import { quantisationOf, toFloats } from './expand';
import { LSTM_UNITS, MULTIPLY_COLUMNS, STEP_ARGUMENTS } from './layout';

const UNIT_BYTES: usize = LSTM_UNITS * 4;
/** Eight columns for each of the gates: input, output, forget, cell. */
const BLOCK_BYTES: usize = 4 * UNIT_BYTES;

/**
 * Runs one job of an LSTM: all steps of one direction, the second backwards. Rows of x hold what the inputs and the
 * biases give to the gates, [direction][units / 8][gate][8]; a table of row numbers, one for each step, may repeat rows.
 * Recurrent weights are [direction][units / 8][unit][gate][8]; of quantised ones, bytes, the job makes floats first, with
 * the scale and the zero point of their direction. Rows of `out` hold the states, [direction][unit].
 */
export function lstm(step: usize, job: i32, scratch: usize): void {
  const args = step + STEP_ARGUMENTS;
  const stride = load<usize>(args, 4);
  const units = load<i32>(args, 12);
  const stepCount = load<i32>(args, 16);
  const table = load<usize>(args, 20);
  const outStride = load<usize>(args, 28);
  const unitBytes = <usize>(units * 4);
  const direction = <usize>job;
  const x = load<usize>(args) + direction * 4 * unitBytes;
  const weightCount = 4 * units * units;
  const quantisation = load<usize>(args, 32);
  let weights = load<usize>(args, 8) + direction * <usize>weightCount * 4;
  const out = load<usize>(args, 24) + direction * unitBytes;
  const cells = scratch;
  memory.fill(cells, 0, 2 * unitBytes);
  let states = cells + unitBytes;
  if (quantisation !== 0) {
    const values = load<usize>(args, 8) + direction * <usize>weightCount;
    weights = states + unitBytes;
    toFloats(values, weightCount / MULTIPLY_COLUMNS, quantisationOf(quantisation, job), weights);
  }
  for (let index = 0; index < stepCount; index++) {
    const position = job === 0 ? index : stepCount - 1 - index;
    const row = table === 0 ? position : load<i32>(table + <usize>(position * 4));
    const target = out + <usize>position * outStride;
    runStep(x + <usize>row * stride, weights, states, cells, unitBytes, target);
    states = target;
  }
}

/** Computes the next states of all units, and changes their cells. */
function runStep(
  gates: usize,
  weights: usize,
  states: usize,
  cells: usize,
  unitBytes: usize,
  target: usize,
): void {
  const end = states + unitBytes;
  const weightBytes = (unitBytes >> 2) * BLOCK_BYTES;
  for (let offset: usize = 0; offset < unitBytes; offset += UNIT_BYTES) {
    runUnits(gates, weights, states, end, cells + offset, target + offset);
    gates += BLOCK_BYTES;
    weights += weightBytes;
  }
}

/** Computes the next states of eight units: eight sums are in flight beside a factor. */
function runUnits(gates: usize, weights: usize, state: usize, end: usize, cell: usize, target: usize): void {
  let input0 = v128.load(gates);
  let input1 = v128.load(gates, 16);
  let output0 = v128.load(gates, 32);
  let output1 = v128.load(gates, 48);
  let forget0 = v128.load(gates, 64);
  let forget1 = v128.load(gates, 80);
  let cell0 = v128.load(gates, 96);
  let cell1 = v128.load(gates, 112);
  while (state < end) {
    const factor = v128.load32_splat(state);
    input0 = madd(factor, v128.load(weights), input0);
    input1 = madd(factor, v128.load(weights, 16), input1);
    output0 = madd(factor, v128.load(weights, 32), output0);
    output1 = madd(factor, v128.load(weights, 48), output1);
    forget0 = madd(factor, v128.load(weights, 64), forget0);
    forget1 = madd(factor, v128.load(weights, 80), forget1);
    cell0 = madd(factor, v128.load(weights, 96), cell0);
    cell1 = madd(factor, v128.load(weights, 112), cell1);
    state += 4;
    weights += BLOCK_BYTES;
  }
  v128.store(target, advance(input0, output0, forget0, cell0, cell));
  v128.store(target, advance(input1, output1, forget1, cell1, cell + 16), 16);
}

/** Changes four cells and gives their states. */
function advance(input: v128, output: v128, forget: v128, fresh: v128, cell: usize): v128 {
  const kept = f32x4.mul(sigmoid(forget), v128.load(cell));
  const value = madd(sigmoid(input), hyperbolicTangent(fresh), kept);
  v128.store(cell, value);
  return f32x4.mul(sigmoid(output), hyperbolicTangent(value));
}
