import type { FileBytes } from '../file-bytes.ts';
import type { QuantisedWeights } from '../stored-weights.ts';

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
  uint4: 21,
  int4: 22,
} as const;

/** Bytes that stay in the file until they are asked for. */
export interface FilePlace {
  readonly start: number;
  readonly byteLength: number;
  read(): Uint8Array;
  /** Fills the target, which is as long, and may lie in memory that threads share. */
  readInto(target: Uint8Array): void;
}

/** A constant: its elements lie in the file, or are computed from others each time they are read. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** As in `ELEMENT_TYPES`; others occur and cannot be read. */
  readonly elementType: number;
  /** Little endian; null where the elements lie in the file, are spelt out in `values` or computed. */
  readonly raw: Uint8Array | null;
  /** Where many elements lie in the file, and what reads them. */
  readonly place?: FilePlace;
  readonly values: readonly number[];
  /** Gives the elements of an fp32 constant that is not in the file, such as a dequantised weight. */
  readonly compute?: () => Float32Array<ArrayBuffer>;
  /** Gives a dequantised weight as it is stored, one byte each; null where it is stored otherwise. */
  readonly readQuantised?: () => QuantisedWeights | null;
}

/** A node's attribute; what it does not hold has protobuf's defaults. */
export interface OnnxAttribute {
  readonly int: number;
  readonly float: number;
  readonly text: string;
  readonly ints: readonly number[];
  readonly tensor: OnnxTensor | null;
  /** The whole `AttributeProto`, its name included. */
  readonly bytes: Uint8Array;
}

/** One operation of a graph: what `NodeProto` says of it. */
export interface OnnxNode {
  /** The exporter's module path and the operator, e.g. `/decoder/generator/conv_post/Conv`. */
  readonly name: string;
  readonly opType: string;
  /** The set of operators; empty for the standard ones. */
  readonly domain: string;
  /** Names of values; an empty one leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
  /** Values of the outer graph that graphs inside this node may read. */
  readonly captured: readonly string[];
}

/** A model that was read: its weights point into the file. */
export interface OnnxModel {
  readonly file: FileBytes;
  /** Version of the standard operators. */
  readonly opset: number;
  /** In an order in which each stands behind those that it depends on. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** The `ValueInfoProto` of each input, by its name. */
  readonly inputs: ReadonlyMap<string, Uint8Array>;
  readonly outputs: readonly string[];
  /** The model's own fields but for the graph: versions, and what made it. */
  readonly header: readonly Uint8Array[];
}

/** The bytes are no ONNX model, or one that is spelt in a way that is not read here. */
export class OnnxFormatError extends Error {
  override readonly name = 'OnnxFormatError';
}

/** A graph is not built as it is expected to be; the message says where. It is caught, and the graph is left alone. */
export class GraphMismatch extends Error {
  override readonly name = 'GraphMismatch';
}
