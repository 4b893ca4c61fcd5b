import type { QuantisedWeights } from '../stored-weights.ts';
import { countElements, toFloats } from './float-tensor.ts';
import { ELEMENT_TYPES, type OnnxTensor } from './onnx-graph.ts';
import { reorder } from './tensor-arithmetic.ts';

/** What an unsigned byte is moved by to be a signed one. */
const SIGN_OFFSET = 128;

/**
 * Reads a weight that is quantised along an axis as bytes, unsigned ones moved to be signed; null where its elements are
 * of another type.
 */
export function readBytes(
  {
    values,
    scales,
    zeroPoints,
  }: {
    readonly values: OnnxTensor;
    readonly scales: OnnxTensor;
    readonly zeroPoints: OnnxTensor | null;
  },
  axis: number,
): QuantisedWeights | null {
  const { raw, dims, elementType } = values;
  const isUnsigned = elementType === ELEMENT_TYPES.uint8;
  if (raw === null || (!isUnsigned && elementType !== ELEMENT_TYPES.int8)) return null;
  const offset = isUnsigned ? SIGN_OFFSET : 0;
  const bytes = new Int8Array(raw.byteLength);
  for (let index = 0; index < raw.length; index += 1) bytes[index] = (raw[index] ?? 0) - offset;
  const zeros = zeroPoints === null ? Float32Array.of(0) : toFloats(zeroPoints).data;
  const factors = toFloats(scales).data;
  const slices = Math.max(zeros.length, factors.length);
  const spread = (each: Float32Array): Float32Array =>
    Float32Array.from({ length: slices }, (_, slice) => each[each.length === 1 ? 0 : slice] ?? 0);
  const place = axis < 0 ? axis + dims.length : axis;
  return {
    values: bytes,
    sliceLength: countElements(dims.slice(place + 1)),
    scales: spread(factors),
    zeroPoints: spread(zeros).map((zero) => zero - offset),
  };
}

/** Puts the axes of a weight in another order; slices must lie along the first axis, which must stay, or be only one. */
export function reorderBytes(
  weights: QuantisedWeights,
  { dims, order }: { readonly dims: readonly number[]; readonly order: readonly number[] },
): QuantisedWeights | null {
  if (weights.scales.length > 1 && order[0] !== 0) return null;
  const values = new Int8Array(weights.values.length);
  reorder({ dims, data: weights.values }, { order, result: values });
  return { ...weights, values };
}

/** Turns a matrix [rows][columns] to [columns][rows]; null where its slices are no rows or columns. */
export function transposeBytes(
  weights: QuantisedWeights,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): QuantisedWeights | null {
  const { scales, sliceLength } = weights;
  const isByColumn = sliceLength === 1 && scales.length === columns;
  if (scales.length > 1 && !isByColumn) return null;
  const values = new Int8Array(weights.values.length);
  reorder({ dims: [rows, columns], data: weights.values }, { order: [1, 0], result: values });
  return { ...weights, values, sliceLength: rows };
}
