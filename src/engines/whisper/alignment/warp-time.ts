import type { AttentionMatrix } from './attention-matrix.ts';

/** Steps of a path: on to the next row and column, row, or column. */
const BOTH = 0;
const ROW = 1;
const COLUMN = 2;

/**
 * Finds the path through a matrix that goes on in both directions and gathers the highest values: dynamic time warping.
 * Returns the first column of each row.
 */
export function warpTime({ rowCount, columnCount, values }: AttentionMatrix): number[] {
  const steps = findSteps({ rowCount, columnCount, values });
  const width = columnCount + 1;
  const firsts = new Array<number>(rowCount).fill(0);
  let [row, column] = [rowCount, columnCount];
  while (row > 0) {
    firsts[row - 1] = Math.max(0, column - 1);
    const step = column === 0 ? ROW : steps[row * width + column];
    if (step !== COLUMN) row -= 1;
    if (step !== ROW) column -= 1;
  }
  return firsts;
}

function findSteps({ rowCount, columnCount, values }: AttentionMatrix): Uint8Array {
  const width = columnCount + 1;
  const steps = new Uint8Array((rowCount + 1) * width).fill(COLUMN);
  let above = new Float64Array(width).fill(Infinity);
  above[0] = 0;
  for (let row = 1; row <= rowCount; row += 1) {
    const costs = new Float64Array(width).fill(Infinity);
    for (let column = 1; column <= columnCount; column += 1) {
      const [both, fromRow, fromColumn] = [
        above[column - 1] ?? Infinity,
        above[column] ?? Infinity,
        costs[column - 1] ?? Infinity,
      ];
      const step = both < fromRow && both < fromColumn ? BOTH : fromRow < fromColumn ? ROW : COLUMN;
      const best = step === BOTH ? both : step === ROW ? fromRow : fromColumn;
      steps[row * width + column] = step;
      costs[column] = best - (values[(row - 1) * columnCount + column - 1] ?? 0);
    }
    above = costs;
  }
  return steps;
}
