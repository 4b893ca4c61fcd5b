import { countElements, type FloatTensor } from './float-tensor.ts';
import { GraphMismatch } from './graph-mismatch.ts';

/** A quantised weight: whole numbers, and how they are turned into what they stand for. */
export interface Quantised {
  readonly values: FloatTensor;
  /** One for all, or one for each slice along the axis. */
  readonly scales: FloatTensor;
  /** Null where all are zero. */
  readonly zeroPoints: FloatTensor | null;
}

/** Undoes a quantisation: (value - zero point) · scale. */
export function dequantize({ values, scales, zeroPoints }: Quantised, axis: number): FloatTensor {
  const place = axis < 0 ? axis + values.dims.length : axis;
  const sliceCount = values.dims[place] ?? 1;
  const sliceLength = countElements(values.dims.slice(place + 1));
  const scaleOf = toLookUp(scales, sliceCount);
  const zeroOf = zeroPoints === null ? () => 0 : toLookUp(zeroPoints, sliceCount);
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

function toLookUp({ data }: FloatTensor, sliceCount: number): (slice: number) => number {
  if (data.length === 1) return () => data[0] ?? 0;
  if (data.length === sliceCount) return (slice) => data[slice] ?? 0;
  throw new GraphMismatch(
    `A quantised weight of ${sliceCount} slices has ${data.length} scales or zero points`,
  );
}
