import { readBytes, toFloats } from './float-tensor.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { ELEMENT_TYPES, type OnnxTensor } from './onnx-graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

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
