import { countElements, type FloatTensor } from './float-tensor.ts';
import { GraphMismatch } from './onnx-graph.ts';

/** A quantised weight: whole numbers, and how they are turned into what they stand for. */
export interface Quantised {
  readonly values: FloatTensor;
  /** One for all, or one for each slice along the axis. */
  readonly scales: FloatTensor;
  /** Null where all are zero. */
  readonly zeroPoints: FloatTensor | null;
}

/** Undoes a quantisation, (value - zero point) · scale; throws `GraphMismatch` for a wrong number of scales. */
export function dequantize({ values, scales, zeroPoints }: Quantised, axis: number): FloatTensor {
  checkScales(values.dims, { scales: scales.data.length, axis });
  const place = axis < 0 ? axis + values.dims.length : axis;
  const sliceCount = values.dims[place] ?? 1;
  const sliceLength = countElements(values.dims.slice(place + 1));
  const scaleOf = toLookUp(scales);
  const zeroOf = zeroPoints === null ? () => 0 : toLookUp(zeroPoints);
  const data = new Float32Array(values.data.length);
  for (let start = 0; start < data.length; start += sliceLength) {
    const slice = (start / sliceLength) % sliceCount;
    const scale = scaleOf(slice);
    const zero = zeroOf(slice);
    for (let index = start; index < start + sliceLength; index += 1) {
      data[index] = ((values.data[index] ?? 0) - zero) * scale;
    }
  }
  return { dims: values.dims, data };
}

/** How a weight is quantised in blocks along one axis, each with a scale and a zero point of its own. */
export interface Blocks {
  readonly axis: number;
  readonly blockSize: number;
}

/** Undoes a quantisation in blocks. */
export function dequantizeBlocks(
  { values, scales, zeroPoints }: Quantised,
  { axis, blockSize }: Blocks,
): FloatTensor {
  const place = axis < 0 ? axis + values.dims.length : axis;
  const length = values.dims[place] ?? 1;
  const inner = countElements(values.dims.slice(place + 1));
  const blocks = Math.ceil(length / blockSize);
  const data = values.data.map((value, index) => {
    const position = Math.floor(index / inner) % length;
    const outer = Math.floor(index / (inner * length));
    const block = (outer * blocks + Math.floor(position / blockSize)) * inner + (index % inner);
    return (value - (zeroPoints?.data[block] ?? 0)) * (scales.data[block] ?? 0);
  });
  return { dims: values.dims, data };
}

/** Throws `GraphMismatch` unless there is one scale for all or one for each slice along the axis. */
export function checkScales(
  dims: readonly number[],
  { scales, axis }: { readonly scales: number; readonly axis: number },
): void {
  const slices = dims[axis < 0 ? axis + dims.length : axis] ?? 1;
  if (scales !== 1 && scales !== slices)
    throw new GraphMismatch(`A quantised weight of ${slices} slices has ${scales} scales or zero points`);
}

function toLookUp({ data }: FloatTensor): (slice: number) => number {
  if (data.length === 1) return () => data[0] ?? 0;
  return (slice) => data[slice] ?? 0;
}
