import type { ByteRange } from './protobuf-reader.ts';

/** Numbers of ONNX's `TensorProto.DataType` that weights come in. */
export const ELEMENT_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
} as const;

/** A constant in the file. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** As in `ELEMENT_TYPES`; others occur and cannot be read. */
  readonly elementType: number;
  /** A view of the file, little endian; null where the elements are spelt out in `values`. */
  readonly raw: Uint8Array | null;
  readonly values: readonly number[];
}

/** A node's attribute; what it does not hold has protobuf's defaults. */
export interface OnnxAttribute {
  readonly int: number;
  readonly float: number;
  readonly text: string;
  readonly ints: readonly number[];
  readonly tensor: OnnxTensor | null;
}

export interface OnnxNode {
  /** The exporter's module path and the operator, e.g. `/decoder/generator/conv_post/Conv`. */
  readonly name: string;
  readonly opType: string;
  /** Names of values; an empty one leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
  /** Values of the outer graph that graphs inside this node may read. */
  readonly captured: readonly string[];
}

/** A field of the graph's message: where it lies and what it declares. */
export interface GraphField extends ByteRange {
  readonly kind: 'node' | 'initializer' | 'input' | 'output' | 'value-info' | 'other';
  /** The name of the value, tensor or node. */
  readonly name: string;
}

/** A serialized model, read: everything points into `bytes`. */
export interface OnnxModel {
  readonly bytes: Uint8Array;
  /** Version of the standard operators. */
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The model's own fields in the order of the file; `graph` holds the fields of each graph part. */
  readonly fields: readonly (ByteRange & { readonly graph: readonly GraphField[] | null })[];
}
