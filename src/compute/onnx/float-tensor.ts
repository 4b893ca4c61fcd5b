import { ELEMENT_TYPES, GraphMismatch, type OnnxTensor } from './onnx-graph.ts';
import type { StoredWeights } from '../stored-weights.ts';

/** A constant in fp32, row-major. */
export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

/** A weight, which is read out of the file each time it is asked for. */
export interface Weight extends FloatTensor {
  /** The same elements as they are stored. */
  readonly stored: StoredWeights;
}

/** Copies a constant's elements out of the file as fp32; throws `GraphMismatch` for a type that is not known here. */
export function toFloats(tensor: OnnxTensor): FloatTensor {
  const { name, dims, elementType, values, compute } = tensor;
  const count = countElements(dims);
  const raw = compute === undefined ? readBytes(tensor) : null;
  const data =
    compute?.() ?? (raw === null ? toTyped(values, elementType) : readRaw(raw, { elementType, count }));
  if (data === null) throw new GraphMismatch(`${name} has other elements than its type and shape say`);
  if (data.length !== count) throw new GraphMismatch(`${name} has ${data.length} elements, not ${count}`);
  return { dims, data };
}

/** The bytes of a constant's elements; null where they are spelt out otherwise. */
export function readBytes({ raw, place }: OnnxTensor): Uint8Array | null {
  return raw ?? place?.read() ?? null;
}

/** Returns how many elements a tensor of these dimensions has; 1 for a scalar. */
export function countElements(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

function toTyped(values: readonly number[], elementType: number): Float32Array<ArrayBuffer> | null {
  // Half floats are spelt as the whole numbers that have their bits.
  if (elementType === ELEMENT_TYPES.float16) return fromHalfs(Uint16Array.from(values));
  return Object.values(ELEMENT_TYPES).some((known) => known === elementType)
    ? Float32Array.from(values)
    : null;
}

function readRaw(
  raw: Uint8Array,
  { elementType, count }: { readonly elementType: number; readonly count: number },
): Float32Array<ArrayBuffer> | null {
  const bytes = ELEMENT_BYTES.get(elementType);
  if (bytes === undefined || raw.byteLength !== Math.ceil(count * bytes)) return null;
  switch (elementType) {
    case ELEMENT_TYPES.float32:
      return new Float32Array(toBuffer(raw));
    case ELEMENT_TYPES.float16:
      return fromHalfs(new Uint16Array(toBuffer(raw)));
    case ELEMENT_TYPES.float64:
      return Float32Array.from(new Float64Array(toBuffer(raw)));
    case ELEMENT_TYPES.int8:
      return Float32Array.from(new Int8Array(toBuffer(raw)));
    case ELEMENT_TYPES.uint8:
    case ELEMENT_TYPES.bool:
      return Float32Array.from(raw);
    case ELEMENT_TYPES.int32:
      return Float32Array.from(new Int32Array(toBuffer(raw)));
    case ELEMENT_TYPES.int64:
      return Float32Array.from(new BigInt64Array(toBuffer(raw)), Number);
    case ELEMENT_TYPES.uint4:
      return Float32Array.from({ length: count }, (_, index) => toNibble(raw, index));
    case ELEMENT_TYPES.int4:
      return Float32Array.from({ length: count }, (_, index) => (toNibble(raw, index) << 28) >> 28);
    default:
      return null;
  }
}

/** Bytes of an element in the file. */
const ELEMENT_BYTES: ReadonlyMap<number, number> = new Map([
  [ELEMENT_TYPES.float32, 4],
  [ELEMENT_TYPES.float16, 2],
  [ELEMENT_TYPES.float64, 8],
  [ELEMENT_TYPES.int8, 1],
  [ELEMENT_TYPES.uint8, 1],
  [ELEMENT_TYPES.bool, 1],
  [ELEMENT_TYPES.int32, 4],
  [ELEMENT_TYPES.int64, 8],
  [ELEMENT_TYPES.uint4, 0.5],
  [ELEMENT_TYPES.int4, 0.5],
]);

/** Two numbers of four bits share a byte, the lower one first. */
export function toNibble(raw: Uint8Array, index: number): number {
  return ((raw[index >> 1] ?? 0) >> (4 * (index & 1))) & 15;
}

/** A copy, since the elements in the file are not aligned. */
function toBuffer(raw: Uint8Array): ArrayBuffer {
  return new Uint8Array(raw).buffer;
}

/** Half floats have 5 bits of exponent and 10 of fraction; each of the 65,536 is looked up in a table. */
function fromHalfs(halfs: Uint16Array): Float32Array<ArrayBuffer> {
  halfTable ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => toFloat(bits));
  const table = halfTable;
  return Float32Array.from(halfs, (bits) => table[bits] ?? 0);
}

let halfTable: Float32Array | null = null;

function toFloat(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
