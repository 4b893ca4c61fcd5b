import type { CrossAttention } from '../network/network.ts';

/** Values of tokens (rows) by positions of 20 ms (columns). */
export interface AttentionMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly values: Float32Array;
}

/** Columns that a median is taken over. */
const MEDIAN_WIDTH = 7;

/**
 * Averages the heads that follow the sound, over its first `columnCount` positions. Each head's columns are normalised
 * over the tokens and smoothed, as https://github.com/openai/whisper/blob/main/whisper/timing.py does.
 */
export function toAttentionMatrix(
  layers: readonly CrossAttention[],
  heads: readonly (readonly [number, number])[],
  columnCount: number,
): AttentionMatrix {
  const rowCount = layers[0]?.tokenCount ?? 0;
  const values = new Float32Array(rowCount * columnCount);
  for (const [layer, head] of heads) {
    const attention = layers.find((candidate) => candidate.layer === layer);
    if (attention === undefined) continue;
    const rows = toRows(attention, head, columnCount);
    normaliseColumns(rows, rowCount, columnCount);
    for (let row = 0; row < rowCount; row += 1) {
      const line = rows.subarray(row * columnCount, (row + 1) * columnCount);
      addMedians(line, values.subarray(row * columnCount, (row + 1) * columnCount), heads.length);
    }
  }
  return { rowCount, columnCount, values };
}

/** One head's rows, cut to the sound; each adds up to one again. */
function toRows(
  { weights, headCount, tokenCount }: CrossAttention,
  head: number,
  columnCount: number,
): Float32Array {
  const width = weights.length / (headCount * tokenCount);
  const rows = new Float32Array(tokenCount * columnCount);
  for (let row = 0; row < tokenCount; row += 1) {
    const start = (head * tokenCount + row) * width;
    const line = weights.subarray(start, start + columnCount);
    const sum = line.reduce((total, value) => total + value, 0);
    rows.set(
      line.map((value) => value / sum),
      row * columnCount,
    );
  }
  return rows;
}

function normaliseColumns(rows: Float32Array, rowCount: number, columnCount: number): void {
  for (let column = 0; column < columnCount; column += 1) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rowCount; row += 1) {
      const value = rows[row * columnCount + column] ?? 0;
      sum += value;
      squares += value * value;
    }
    const mean = sum / rowCount;
    const deviation = Math.sqrt(Math.max(0, squares / rowCount - mean * mean)) || 1;
    for (let row = 0; row < rowCount; row += 1) {
      const index = row * columnCount + column;
      rows[index] = ((rows[index] ?? 0) - mean) / deviation;
    }
  }
}

/** Adds the median around each value, divided by the number of heads; beyond the ends the line is mirrored. */
function addMedians(line: Float32Array, sum: Float32Array, headCount: number): void {
  const half = (MEDIAN_WIDTH - 1) / 2;
  const near = new Float32Array(MEDIAN_WIDTH);
  const last = line.length - 1;
  for (let column = 0; column < line.length; column += 1) {
    for (let offset = -half; offset <= half; offset += 1) {
      const position = Math.abs(column + offset);
      near[offset + half] = line[Math.max(0, position > last ? 2 * last - position : position)] ?? 0;
    }
    near.sort();
    sum[column] = (sum[column] ?? 0) + (near[half] ?? 0) / headCount;
  }
}
