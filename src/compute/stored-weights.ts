/** Weights of one byte each, as a file keeps them: (value - zero point) · scale is what each stands for. */
export interface QuantisedWeights {
  /** Row-major, in the order of the tensor; may be read out of a file each time it is asked for. */
  readonly values: Int8Array | Uint8Array;
  readonly isSigned: boolean;
  readonly count: number;
  /** Copies all values, as bytes, to a target that is as long; it may lie in memory that threads share. */
  copyTo(target: Uint8Array): void;
  /** Where what `copyTo` gives is not in the order of the tensor: each of its matrices is stored as [rows][columns], turned. */
  readonly turned?: { readonly rows: number; readonly columns: number };
  /** How many values lie side by side in one slice: slice after slice, scales take turns. */
  readonly sliceLength: number;
  /** One for each slice; a single one belongs to all. */
  readonly scales: Float32Array;
  readonly zeroPoints: Float32Array;
}

/** Weights in the form in which a file keeps them, row-major: floats, or bytes with a scale. */
export type StoredWeights = Float32Array | QuantisedWeights;

/** Makes weights of values that are in memory. */
export function toQuantisedWeights(
  values: Int8Array | Uint8Array,
  scale: Pick<QuantisedWeights, 'sliceLength' | 'scales' | 'zeroPoints'>,
): QuantisedWeights {
  const { sliceLength, scales, zeroPoints } = scale;
  return {
    ...{
      values,
      sliceLength,
      scales,
      zeroPoints,
      isSigned: values instanceof Int8Array,
      count: values.length,
    },
    copyTo: (target) => target.set(new Uint8Array(values.buffer, values.byteOffset, values.length)),
  };
}

/** Whether weights are bytes. */
export function isQuantised(weights: StoredWeights): weights is QuantisedWeights {
  return 'scales' in weights;
}

/** The slice of quantised weights that an element belongs to. */
export function toSlice({ scales, sliceLength }: QuantisedWeights, index: number): number {
  return scales.length === 1 ? 0 : Math.floor(index / sliceLength) % scales.length;
}

/** Gives weights as floats, which are computed on every call for quantised ones. */
export function toFloatWeights(weights: StoredWeights): Float32Array {
  if (!isQuantised(weights)) return weights;
  const { values, scales, zeroPoints, sliceLength } = weights;
  const floats = new Float32Array(values.length);
  const run = scales.length === 1 ? Math.max(values.length, 1) : sliceLength;
  for (let start = 0; start < values.length; start += run) {
    const slice = toSlice(weights, start);
    const scale = scales[slice] ?? 0;
    const zero = zeroPoints[slice] ?? 0;
    const end = Math.min(start + run, values.length);
    for (let index = start; index < end; index += 1) floats[index] = ((values[index] ?? 0) - zero) * scale;
  }
  return floats;
}
