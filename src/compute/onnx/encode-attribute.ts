import { encodeTensor } from './encode-tensor.ts';
import type { OnnxAttribute, OnnxTensor } from './onnx-graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

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
