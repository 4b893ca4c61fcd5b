import { readBytes, toFloats } from './float-tensor.ts';
import {
  ELEMENT_TYPES,
  GraphMismatch,
  type OnnxAttribute,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/** Fields of ONNX's `NodeProto`, `ValueInfoProto`, `TypeProto` and `TypeProto.Tensor`. */
const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const;
const INFO = { name: 1, type: 2 } as const;
const TENSOR_TYPE = 1;
const ELEMENT_TYPE = 1;

/** Encodes a `NodeProto`. */
export function encodeNode({ name, opType, domain, inputs, outputs, attributes }: OnnxNode): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const input of inputs) message.string(NODE.input, input);
  for (const output of outputs) message.string(NODE.output, output);
  message.string(NODE.name, name).string(NODE.opType, opType);
  for (const { bytes } of attributes.values()) message.bytes(NODE.attribute, bytes);
  return domain === '' ? message : message.string(NODE.domain, domain);
}

/** Encodes what gives a value out as fp32; a cast to the same type costs nothing. */
export function encodeOutput(value: string, name: string): ProtobufWriter {
  const attributes = new Map([['to', encodeIntAttribute('to', ELEMENT_TYPES.float32)]]);
  const cast = { name: `${name}/cast`, opType: 'Cast', domain: '', captured: [], attributes };
  return encodeNode({ ...cast, inputs: [value], outputs: [name] });
}

/** Encodes the `ValueInfoProto` of floats of any shape. */
export function encodeValueInfo(name: string): ProtobufWriter {
  const tensor = new ProtobufWriter().int(ELEMENT_TYPE, ELEMENT_TYPES.float32);
  const type = new ProtobufWriter().message(TENSOR_TYPE, tensor);
  return new ProtobufWriter().string(INFO.name, name).message(INFO.type, type);
}

/** Fields of ONNX's `AttributeProto`, and the numbers of its types. */
const ATTRIBUTE = { name: 1, int: 3, tensor: 5, ints: 8, type: 20 } as const;
const TYPES = { int: 2, tensor: 4, ints: 7 } as const;
const EMPTY = { int: 0, float: 0, text: '', ints: [], tensor: null } as const;

/** An attribute that is one whole number. */
export function encodeIntAttribute(name: string, int: number): OnnxAttribute {
  const message = new ProtobufWriter().string(ATTRIBUTE.name, name).int(ATTRIBUTE.int, int);
  return { ...EMPTY, int, bytes: message.int(ATTRIBUTE.type, TYPES.int).toBytes() };
}

/** An attribute that is a list of whole numbers. */
export function encodeIntsAttribute(name: string, ints: readonly number[]): OnnxAttribute {
  const message = new ProtobufWriter().string(ATTRIBUTE.name, name);
  for (const int of ints) message.int(ATTRIBUTE.ints, int);
  return { ...EMPTY, ints, bytes: message.int(ATTRIBUTE.type, TYPES.ints).toBytes() };
}

/** An attribute that is a constant. */
export function encodeTensorAttribute(name: string, tensor: OnnxTensor): OnnxAttribute {
  const message = new ProtobufWriter().string(ATTRIBUTE.name, name);
  message.message(ATTRIBUTE.tensor, encodeTensor(tensor));
  return { ...EMPTY, tensor, bytes: message.int(ATTRIBUTE.type, TYPES.tensor).toBytes() };
}

/** Fields of ONNX's `TensorProto` and `StringStringEntryProto`. */
const TENSOR = { dims: 1, elementType: 2, name: 8, raw: 9, external: 13, location: 14 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const IN_ANOTHER_FILE = 1;

/** Where a constant's elements lie in another file. */
export interface ExternalPlace {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** Encodes a `TensorProto` with its elements; throws `GraphMismatch` where they are of a type that is not known here. */
export function encodeTensor(tensor: OnnxTensor): ProtobufWriter {
  return encodeDeclaration(tensor).bytes(TENSOR.raw, toRawBytes(tensor));
}

/** Encodes a `TensorProto` whose elements lie elsewhere. */
export function encodeReference(
  tensor: OnnxTensor,
  { location, offset, length }: ExternalPlace,
): ProtobufWriter {
  const message = encodeDeclaration(tensor);
  for (const [key, value] of Object.entries({ location, offset: String(offset), length: String(length) })) {
    message.message(TENSOR.external, new ProtobufWriter().string(ENTRY.key, key).string(ENTRY.value, value));
  }
  return message.int(TENSOR.location, IN_ANOTHER_FILE);
}

function encodeDeclaration({ name, dims, elementType }: OnnxTensor): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const dim of dims) message.int(TENSOR.dims, dim);
  return message.int(TENSOR.elementType, elementType).string(TENSOR.name, name);
}

/** A constant's elements as they lie in a file. */
function toRawBytes(tensor: OnnxTensor): Uint8Array {
  const { name, elementType, values } = tensor;
  const raw = readBytes(tensor);
  if (raw !== null) return raw;
  switch (elementType) {
    case ELEMENT_TYPES.float32:
      return new Uint8Array(toFloats(tensor).data.buffer);
    case ELEMENT_TYPES.float16:
      // Half floats are spelt as the whole numbers that have their bits.
      return new Uint8Array(Uint16Array.from(values).buffer);
    case ELEMENT_TYPES.int64:
      return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    case ELEMENT_TYPES.int32:
      return new Uint8Array(Int32Array.from(values).buffer);
    case ELEMENT_TYPES.int8:
    case ELEMENT_TYPES.uint8:
    case ELEMENT_TYPES.bool:
      return Uint8Array.from(values);
    default:
      throw new GraphMismatch(`${name} is of the element type ${elementType}`);
  }
}
