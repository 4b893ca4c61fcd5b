import { floats, type Tensor } from './model.ts';

/** Whole numbers, and what turns them back: `(value - zeroPoint) · scale`. */
export interface QuantizedTensor {
  readonly values: Tensor;
  readonly scale: Tensor;
  readonly zeroPoint: Tensor;
}

/** Quantises a float32 tensor to uint8 with one scale and one zero point, so that 0 itself is exact. */
export function quantizeUnsigned({ dims, data }: Tensor): QuantizedTensor {
  const floatValues = new Float32Array(data.slice().buffer);
  const least = floatValues.reduce((least, value) => Math.min(least, value), 0);
  const most = floatValues.reduce((most, value) => Math.max(most, value), 0);
  const scale = Math.fround((most - least) / 255) || 1;
  const zeroPoint = Math.round(-least / scale);
  const bytes = Uint8Array.from(floatValues, (value) =>
    Math.min(255, Math.max(0, Math.round(value / scale) + zeroPoint)),
  );
  return {
    values: { type: 'uint8', dims, data: bytes },
    scale: floats([], [scale]),
    zeroPoint: { type: 'uint8', dims: [], data: Uint8Array.of(zeroPoint) },
  };
}

/** Quantises a float32 tensor to int8 around 0, with a scale for each entry of `axis`, or one for all without an axis. */
export function quantizeSigned({ dims, data }: Tensor, axis?: number): QuantizedTensor {
  const floatValues = new Float32Array(data.slice().buffer);
  const groupCount = axis === undefined ? 1 : (dims[axis] ?? 1);
  const stride = axis === undefined ? floatValues.length : dims.slice(axis + 1).reduce((a, b) => a * b, 1);
  const toGroup = (index: number): number => Math.floor(index / stride) % groupCount;
  const peaks = new Float64Array(groupCount);
  floatValues.forEach((value, index) => {
    const group = toGroup(index);
    peaks[group] = Math.max(peaks[group] ?? 0, Math.abs(value));
  });
  const scales = Float32Array.from(peaks, (peak) => peak / 127 || 1);
  const bytes = Int8Array.from(floatValues, (value, index) =>
    Math.min(127, Math.max(-127, Math.round(value / (scales[toGroup(index)] ?? 1)))),
  );
  const outer = axis === undefined ? [] : [groupCount];
  return {
    values: { type: 'int8', dims, data: new Uint8Array(bytes.buffer) },
    scale: floats(outer, scales),
    zeroPoint: { type: 'int8', dims: outer, data: new Uint8Array(groupCount) },
  };
}

/** Swaps the last two axes of a tensor of 4-byte elements. */
export function transposeLast({ type, dims, data }: Tensor): Tensor {
  const [rows = 1, columns = 1] = dims.slice(-2);
  const values = new Uint32Array(data.slice().buffer);
  const size = rows * columns;
  const turned = new Uint32Array(values.length);
  for (let start = 0; start < values.length; start += size) {
    for (let index = 0; index < size; index += 1) {
      turned[start + (index % columns) * rows + Math.floor(index / columns)] = values[start + index] ?? 0;
    }
  }
  return { type, dims: [...dims.slice(0, -2), columns, rows], data: new Uint8Array(turned.buffer) };
}
