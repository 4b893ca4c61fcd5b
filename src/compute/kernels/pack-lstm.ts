import { LSTM_UNITS } from './assembly/layout.ts';
import { packMatrix } from './pack-weights.ts';

const GATES = 4;

/** An LSTM's weights as ONNX keeps them, its gates in the order input, output, forget, cell. */
export interface LstmWeights {
  readonly directions: 1 | 2;
  /** Length of an input. */
  readonly inputs: number;
  /** Of each direction; a multiple of 8. */
  readonly units: number;
  /** [directions][4 · units][inputs] */
  readonly input: Float32Array;
  /** [directions][4 · units][units] */
  readonly recurrence: Float32Array;
  /** [directions][8 · units]: of the inputs, then of the states. */
  readonly bias: Float32Array;
}

/** The weights of an LSTM as the kernels read them: a product for all inputs at once, and the recurrent weights. */
export interface LstmPacking {
  /** Packed for a product whose columns are [direction][units / 8][gate][8]. */
  readonly input: Float32Array<ArrayBuffer>;
  /** Both biases together, in the same order. */
  readonly bias: Float32Array<ArrayBuffer>;
  /** [direction][units / 8][unit][gate][8] */
  readonly recurrence: Float32Array<ArrayBuffer>;
}

/** Reorders the gates of an LSTM so that the four gates of eight units lie together. */
export function packLstm(weights: LstmWeights): LstmPacking {
  // Weights are read out of a file when they are asked for.
  const { directions, inputs, units, bias, input: inputWeights } = weights;
  const columns = directions * GATES * units;
  const toRow = (column: number): number => toGateRow(column, units);
  const input = packMatrix({
    rows: columns,
    columns: inputs,
    at: (column, index) => inputWeights[toRow(column) * inputs + index] ?? 0,
  });
  const sums = Float32Array.from({ length: columns }, (_, column) => {
    const row = toRow(column);
    const direction = Math.floor(row / (GATES * units));
    const place = row + direction * GATES * units;
    return (bias[place] ?? 0) + (bias[place + GATES * units] ?? 0);
  });
  return { input, bias: sums, recurrence: packRecurrence(weights, toRow) };
}

function packRecurrence(
  { directions, units, recurrence }: LstmWeights,
  toRow: (column: number) => number,
): Float32Array<ArrayBuffer> {
  const width = GATES * LSTM_UNITS;
  const packed = new Float32Array(directions * GATES * units * units);
  for (let column = 0; column < directions * GATES * units; column += 1) {
    const start = Math.floor(column / width) * width * units + (column % width);
    const row = toRow(column) * units;
    for (let unit = 0; unit < units; unit += 1) packed[start + unit * width] = recurrence[row + unit] ?? 0;
  }
  return packed;
}

/** The row of ONNX's weights, of all directions, that belongs to a column here. */
function toGateRow(column: number, units: number): number {
  const direction = Math.floor(column / (GATES * units));
  const within = column % (GATES * units);
  const block = Math.floor(within / (GATES * LSTM_UNITS));
  const gate = Math.floor((within % (GATES * LSTM_UNITS)) / LSTM_UNITS);
  return (direction * GATES + gate) * units + block * LSTM_UNITS + (within % LSTM_UNITS);
}
