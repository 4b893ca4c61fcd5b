import type { StoredWeights } from '../stored-weights.ts';
import { LSTM_UNITS } from './assembly/layout.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { storeMatrix, type StoredMatrix } from './store-matrix.ts';

const GATES = 4;

/** An LSTM's weights as ONNX keeps them, its gates in the order input, output, forget, cell. */
export interface LstmWeights {
  readonly directions: 1 | 2;
  /** Length of an input. */
  readonly inputs: number;
  /** Of each direction; a multiple of 8. */
  readonly units: number;
  /** [directions][4 · units][inputs] */
  readonly input: StoredWeights;
  /** [directions][4 · units][units] */
  readonly recurrence: StoredWeights;
  /** [directions][8 · units]: of the inputs, then of the states. */
  readonly bias: Float32Array;
}

/** The weights of an LSTM in the kernels' memory: a product for all inputs at once, and the recurrent weights. */
export interface StoredLstm {
  /** For a product whose columns are [direction][units / 8][gate][8]. */
  readonly input: StoredMatrix;
  /** Both biases together, in the same order. */
  readonly bias: number;
  /** [direction][units / 8][unit][gate][8], with one quantisation for each direction. */
  readonly recurrence: StoredMatrix;
}

/** Stores an LSTM with its gates in another order, so that the four gates of eight units lie together. */
export function storeLstm(weights: LstmWeights, memory: KernelMemory): StoredLstm {
  const { directions, inputs, units, bias } = weights;
  const count = directions * GATES * units;
  const rows = Int32Array.from({ length: count }, (_, column) => toGateRow(column, units));
  const sums = Float32Array.from(rows, (row) => {
    const place = row + Math.floor(row / (GATES * units)) * GATES * units;
    return (bias[place] ?? 0) + (bias[place + GATES * units] ?? 0);
  });
  const columns = rows.map((row) => row * inputs);
  const depth = Int32Array.from({ length: inputs }, (_, input) => input);
  return {
    input: storeMatrix(memory, [{ weights: weights.input, columns, rows: depth }]),
    bias: memory.store(sums),
    recurrence: storeRecurrence(weights, rows, memory),
  };
}

/** What the kernel reads in one go are four blocks of a matrix: those of a unit's row with all gates of eight units. */
function storeRecurrence(
  { directions, units, recurrence }: LstmWeights,
  gateRows: Int32Array,
  memory: KernelMemory,
): StoredMatrix {
  const rows = toRecurrenceRows(units, gateRows);
  const parts = Array.from({ length: directions }, (_, direction) => {
    // Eight columns that are the places of eight units, and rows that go through units and gates.
    const first = direction * GATES * units;
    const columns = Int32Array.from(
      { length: LSTM_UNITS },
      (__, lane) => (gateRows[first + lane] ?? 0) * units,
    );
    return { weights: recurrence, columns, rows };
  });
  return storeMatrix(memory, parts);
}

/** The rows of one direction, [units / 8][unit][gate], from its first on. They are many, so that this is a plain loop. */
function toRecurrenceRows(units: number, gateRows: Int32Array): Int32Array {
  const rows = new Int32Array((units / LSTM_UNITS) * units * GATES);
  const first = gateRows[0] ?? 0;
  let place = 0;
  for (let block = 0; block < units / LSTM_UNITS; block += 1) {
    for (let unit = 0; unit < units; unit += 1) {
      for (let gate = 0; gate < GATES; gate += 1) {
        const gateRow = gateRows[(block * GATES + gate) * LSTM_UNITS] ?? 0;
        rows[place] = (gateRow - first) * units + unit;
        place += 1;
      }
    }
  }
  return rows;
}

/** The row of ONNX's weights, of all directions, that belongs to a column here. */
function toGateRow(column: number, units: number): number {
  const direction = Math.floor(column / (GATES * units));
  const within = column % (GATES * units);
  const block = Math.floor(within / (GATES * LSTM_UNITS));
  const gate = Math.floor((within % (GATES * LSTM_UNITS)) / LSTM_UNITS);
  return (direction * GATES + gate) * units + block * LSTM_UNITS + (within % LSTM_UNITS);
}
