import { MULTIPLY_COLUMNS } from './assembly/layout.ts';

/** A matrix whose elements are asked for, so that any layout can be packed. */
export interface MatrixSource {
  readonly rows: number;
  readonly columns: number;
  readonly at: (row: number, column: number) => number;
}

/** Packs weights [column][depth] for the multiplication kernel: [columns / 8][depth][8], filled up with zeros. */
export function packMatrix({ rows: columns, columns: depth, at }: MatrixSource): Float32Array<ArrayBuffer> {
  const blocks = Math.ceil(columns / MULTIPLY_COLUMNS);
  const packed = new Float32Array(blocks * depth * MULTIPLY_COLUMNS);
  for (let column = 0; column < columns; column += 1) {
    const start =
      Math.floor(column / MULTIPLY_COLUMNS) * depth * MULTIPLY_COLUMNS + (column % MULTIPLY_COLUMNS);
    for (let index = 0; index < depth; index += 1)
      packed[start + index * MULTIPLY_COLUMNS] = at(column, index);
  }
  return packed;
}

/** Packs weights [inputs][outputs], as a matrix product keeps them, to the same layout. */
export function packProduct(
  weight: Float32Array,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
): Float32Array<ArrayBuffer> {
  const blocks = Math.ceil(outputs / MULTIPLY_COLUMNS);
  const packed = new Float32Array(blocks * inputs * MULTIPLY_COLUMNS);
  for (let block = 0; block < blocks; block += 1) {
    const first = block * MULTIPLY_COLUMNS;
    const width = Math.min(MULTIPLY_COLUMNS, outputs - first);
    for (let index = 0; index < inputs; index += 1) {
      const source = index * outputs + first;
      const target = (block * inputs + index) * MULTIPLY_COLUMNS;
      for (let lane = 0; lane < width; lane += 1) packed[target + lane] = weight[source + lane] ?? 0;
    }
  }
  return packed;
}

/** A vector filled up with zeros to whole blocks of columns. */
export function padColumns(values: Float32Array): Float32Array<ArrayBuffer> {
  const padded = new Float32Array(Math.ceil(values.length / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS);
  padded.set(values);
  return padded;
}
