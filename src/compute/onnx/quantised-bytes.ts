import type { QuantisedWeights } from '../stored-weights.ts';
import { countElements, readBytes, toFloats } from './float-tensor.ts';
import { ELEMENT_TYPES, type OnnxTensor } from './onnx-graph.ts';
import { reorder } from './tensor-arithmetic.ts';

/** Reads a weight that is quantised along an axis as it is stored; null where its elements are no bytes. */
export function readQuantised(
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
  const { dims, elementType } = values;
  const isSigned = elementType === ELEMENT_TYPES.int8;
  if (!isSigned && elementType !== ELEMENT_TYPES.uint8) return null;
  const raw = readBytes(values);
  if (raw?.length !== countElements(dims)) return null;
  const zeros = zeroPoints === null ? Float32Array.of(0) : toFloats(zeroPoints).data;
  const factors = toFloats(scales).data;
  const slices = Math.max(zeros.length, factors.length);
  const spread = (each: Float32Array): Float32Array =>
    Float32Array.from({ length: slices }, (_, slice) => each[each.length === 1 ? 0 : slice] ?? 0);
  const place = axis < 0 ? axis + dims.length : axis;
  return {
    values: isSigned ? new Int8Array(raw.buffer, raw.byteOffset, raw.length) : raw,
    sliceLength: countElements(dims.slice(place + 1)),
    scales: spread(factors),
    zeroPoints: spread(zeros),
  };
}

/** Puts the axes of a weight in another order; slices must lie along the first axis, which must stay, or be only one. */
export function reorderBytes(
  weights: QuantisedWeights,
  { dims, order }: { readonly dims: readonly number[]; readonly order: readonly number[] },
): QuantisedWeights | null {
  if (weights.scales.length > 1 && order[0] !== 0) return null;
  const values = createAlike(weights.values);
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
  const values = createAlike(weights.values);
  reorder({ dims: [rows, columns], data: weights.values }, { order: [1, 0], result: values });
  return { ...weights, values, sliceLength: rows };
}

function createAlike(values: QuantisedWeights['values']): QuantisedWeights['values'] {
  return values instanceof Int8Array ? new Int8Array(values.length) : new Uint8Array(values.length);
}
