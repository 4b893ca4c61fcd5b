/** Element types that the writer knows, with their number in ONNX's `TensorProto.DataType`. */
export const DATA_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
} as const;

export type DataType = keyof typeof DATA_TYPES;

/** A constant; `data` holds the elements in row-major order, little endian. */
export interface Tensor {
  readonly type: DataType;
  readonly dims: readonly number[];
  readonly data: Uint8Array;
}

/** A node's attribute, tagged with its kind, since a JavaScript number does not tell an int from a float. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] }
  | { readonly strings: readonly string[] }
  | { readonly tensor: Tensor };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface Node {
  readonly name: string;
  readonly opType: string;
  /** Names of values; an empty name leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
  readonly domain?: string;
}

/** A graph input or output; a string stands for a symbolic dimension. */
export interface ValueInfo {
  readonly name: string;
  readonly type: DataType;
  readonly dims: readonly (number | string)[];
}

export interface Model {
  readonly name: string;
  readonly opset: number;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly nodes: readonly Node[];
  readonly initializers: ReadonlyMap<string, Tensor>;
}

/** Makes a float32 constant. */
export function floats(dims: readonly number[], values: ArrayLike<number>): Tensor {
  const data = Float32Array.from(values);
  return { type: 'float32', dims, data: new Uint8Array(data.buffer) };
}

/** Makes an int64 constant; without `dims` it has one dimension. */
export function ints(values: readonly number[], dims: readonly number[] = [values.length]): Tensor {
  const data = BigInt64Array.from(values, BigInt);
  return { type: 'int64', dims, data: new Uint8Array(data.buffer) };
}
