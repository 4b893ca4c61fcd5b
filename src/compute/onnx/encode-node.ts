import { encodeIntAttribute } from './encode-attribute.ts';
import { ELEMENT_TYPES, type OnnxNode } from './onnx-graph.ts';
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
