import { toQuantisedWeights, type QuantisedWeights } from '../stored-weights.ts';
import { countElements, toFloats } from './float-tensor.ts';
import { ELEMENT_TYPES, type OnnxTensor } from './onnx-graph.ts';
import { reorder, swapsLastAxes } from './tensor-arithmetic.ts';

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
  const count = countElements(dims);
  const { raw, place } = values;
  if ((raw?.length ?? place?.byteLength) !== count) return null;
  const zeros = zeroPoints === null ? Float32Array.of(0) : toFloats(zeroPoints).data;
  const factors = toFloats(scales).data;
  const slices = Math.max(zeros.length, factors.length);
  const spread = (each: Float32Array): Float32Array =>
    Float32Array.from({ length: slices }, (_, slice) => each[each.length === 1 ? 0 : slice] ?? 0);
  const first = (axis < 0 ? axis + dims.length : axis) + 1;
  return {
    ...{ isSigned, count, scales: spread(factors), zeroPoints: spread(zeros) },
    sliceLength: countElements(dims.slice(first)),
    get values() {
      const bytes = raw ?? place?.read() ?? new Uint8Array();
      return isSigned ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes;
    },
    copyTo: (target) => {
      if (raw === null) place?.readInto(target);
      else target.set(raw);
    },
  };
}

/** Puts the axes of a weight in another order; slices must lie along the first axis, which must stay, or be only one. */
export function reorderBytes(weights: QuantisedWeights, { dims, order }: Order): QuantisedWeights | null {
  if (weights.scales.length > 1 && order[0] !== 0) return null;
  if (swapsLastAxes(order)) return turn(weights, { dims, order }, weights.sliceLength);
  return toQuantisedWeights(reorderValues(weights.values, { dims, order }), weights);
}

/** Turns a matrix [rows][columns] to [columns][rows]; null where its slices are no rows or columns. */
export function transposeBytes(
  weights: QuantisedWeights,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): QuantisedWeights | null {
  const { scales, sliceLength } = weights;
  const isByColumn = sliceLength === 1 && scales.length === columns;
  if (scales.length > 1 && !isByColumn) return null;
  return turn(weights, { dims: [rows, columns], order: [1, 0] }, rows);
}

interface Order {
  readonly dims: readonly number[];
  readonly order: readonly number[];
}

/** Turns the matrices of the last two axes when their values are asked for; what is copied stays as it lies. */
function turn(weights: QuantisedWeights, order: Order, sliceLength: number): QuantisedWeights {
  const { isSigned, count, scales, zeroPoints, turned } = weights;
  const [rows = 1, columns = 1] = order.dims.slice(-2);
  if (turned !== undefined)
    return toQuantisedWeights(reorderValues(weights.values, order), { scales, zeroPoints, sliceLength });
  return {
    ...{ isSigned, count, scales, zeroPoints, sliceLength, turned: { rows, columns } },
    get values() {
      return reorderValues(weights.values, order);
    },
    copyTo: (target) => weights.copyTo(target),
  };
}

function reorderValues(data: QuantisedWeights['values'], { dims, order }: Order): QuantisedWeights['values'] {
  const result = data instanceof Int8Array ? new Int8Array(data.length) : new Uint8Array(data.length);
  reorder({ dims, data }, { order, result });
  return result;
}
