import type { LstmWeights } from '../../../../src/compute/kernels/store-lstm.ts';
import { toFloatWeights } from '../../../../src/compute/stored-weights.ts';

/** Rows that hold queries, keys and values of all heads. */
interface AttentionInput {
  readonly x: Float32Array;
  readonly rows: number;
  readonly stride: number;
  readonly heads: number;
  readonly headSize: number;
  readonly scale: number;
}

/** Attention as it is defined, in double precision: [rows][heads · head size]. */
export function attendByDefinition({
  x,
  rows,
  stride,
  heads,
  headSize,
  scale,
}: AttentionInput): Float64Array {
  const columns = heads * headSize;
  const result = new Float64Array(rows * columns);
  for (let head = 0; head < heads; head += 1) {
    const at = (row: number, part: number, place: number): number =>
      x[row * stride + part * columns + head * headSize + place]!;
    for (let row = 0; row < rows; row += 1) {
      const scores = Float64Array.from({ length: rows }, (_, other) => {
        let sum = 0;
        for (let place = 0; place < headSize; place += 1) sum += at(row, 0, place) * at(other, 1, place);
        return scale * sum;
      });
      const top = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - top));
      const total = powers.reduce((sum, power) => sum + power, 0);
      for (let place = 0; place < headSize; place += 1) {
        let sum = 0;
        for (let other = 0; other < rows; other += 1) sum += powers[other]! * at(other, 2, place);
        result[row * columns + head * headSize + place] = sum / total;
      }
    }
  }
  return result;
}

/** An LSTM as ONNX defines it, in double precision: [steps][directions · units]. */
export function runLstmByDefinition(weights: LstmWeights, rows: readonly Float32Array[]): Float64Array {
  const { directions, units, inputs, bias } = weights;
  const [input, recurrence] = [weights.input, weights.recurrence].map(toFloatWeights) as [
    Float32Array,
    Float32Array,
  ];
  const result = new Float64Array(rows.length * directions * units);
  const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
  for (let direction = 0; direction < directions; direction += 1) {
    let states = new Float64Array(units);
    const cells = new Float64Array(units);
    for (let index = 0; index < rows.length; index += 1) {
      const step = direction === 0 ? index : rows.length - 1 - index;
      const gateOf = (gate: number, unit: number): number => {
        const row = (direction * 4 + gate) * units + unit;
        const place = direction * 8 * units + gate * units + unit;
        let sum = bias[place]! + bias[place + 4 * units]!;
        for (let at = 0; at < inputs; at += 1) sum += input[row * inputs + at]! * rows[step]![at]!;
        for (let at = 0; at < units; at += 1) sum += recurrence[row * units + at]! * states[at]!;
        return sum;
      };
      const next = new Float64Array(units);
      for (let unit = 0; unit < units; unit += 1) {
        const [i, o, f, c] = [0, 1, 2, 3].map((gate) => gateOf(gate, unit)) as [
          number,
          number,
          number,
          number,
        ];
        const cell = sigmoid(f) * cells[unit]! + sigmoid(i) * Math.tanh(c);
        cells[unit] = cell;
        next[unit] = sigmoid(o) * Math.tanh(cell);
      }
      states = next;
      result.set(states, (step * directions + direction) * units);
    }
  }
  return result;
}
