import { MULTIPLY_COLUMNS } from './assembly/layout.ts';
import type { Tiling } from './tilings.ts';

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

/** A vector filled up with zeros to whole blocks of columns. */
export function padColumns(values: Float32Array): Float32Array<ArrayBuffer> {
  const padded = new Float32Array(Math.ceil(values.length / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS);
  padded.set(values);
  return padded;
}

/** Channels on both sides of a convolution; `padded` inputs, if more, have weights of zero behind the others. */
export interface ConvolutionSize {
  readonly inputs: number;
  readonly outputs: number;
  readonly padded?: number;
}

/** Transforms and packs the weights [output][input][kernel] of a convolution: [outputs / 8][plane][input][8]. */
export function packConvolution(
  weights: Float32Array,
  { inputs, outputs, padded = inputs }: ConvolutionSize,
  tiling: Tiling,
): Float32Array<ArrayBuffer> {
  const { kernel, planes, matrices } = tiling;
  const packed = new Float32Array(outputs * planes * padded);
  const transform = Float64Array.from(matrices.kernel.flat());
  const planeStride = padded * MULTIPLY_COLUMNS;
  for (let output = 0; output < outputs; output += 1) {
    const block = Math.floor(output / MULTIPLY_COLUMNS) * planes * planeStride + (output % MULTIPLY_COLUMNS);
    for (let input = 0; input < inputs; input += 1) {
      const source = (output * inputs + input) * kernel;
      const taps = weights.subarray(source, source + kernel);
      transformKernel(transform, taps, { packed, target: block + input * MULTIPLY_COLUMNS, planeStride });
    }
  }
  return packed;
}

function transformKernel(
  transform: Float64Array,
  taps: Float32Array,
  result: { readonly packed: Float32Array; readonly target: number; readonly planeStride: number },
): void {
  const { packed, target, planeStride } = result;
  const planes = transform.length / taps.length;
  for (let plane = 0; plane < planes; plane += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap += 1) {
      sum += (transform[plane * taps.length + tap] ?? 0) * (taps[tap] ?? 0);
    }
    packed[target + plane * planeStride] = sum;
  }
}
