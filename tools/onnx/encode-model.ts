import { DATA_TYPES, type Attribute, type Model, type Node, type Tensor, type ValueInfo } from './model.ts';
import { ProtobufWriter } from '../../src/compute/onnx/protobuf-writer.ts';

const IR_VERSION = 9;

/**
 * Encodes a model as an ONNX `ModelProto`; field numbers are those of
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
export function encodeModel(model: Model): ProtobufWriter {
  const writer = new ProtobufWriter()
    .int(1, IR_VERSION)
    .string(2, 'sotto')
    .message(7, encodeGraph(model))
    .message(8, new ProtobufWriter().string(1, '').int(2, model.opset));
  const domains = new Set(model.nodes.flatMap(({ domain }) => domain ?? []));
  for (const domain of domains) writer.message(8, new ProtobufWriter().string(1, domain).int(2, 1));
  return writer;
}

function encodeGraph(model: Model): ProtobufWriter {
  const graph = new ProtobufWriter();
  for (const node of model.nodes) graph.message(1, encodeNode(node));
  graph.string(2, model.name);
  for (const [name, tensor] of model.initializers) graph.message(5, encodeTensor(tensor, name));
  for (const input of model.inputs) graph.message(11, encodeValueInfo(input));
  for (const output of model.outputs) graph.message(12, encodeValueInfo(output));
  return graph;
}

function encodeNode(node: Node): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const input of node.inputs) writer.string(1, input);
  for (const output of node.outputs) writer.string(2, output);
  writer.string(3, node.name).string(4, node.opType);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    writer.message(5, encodeAttribute(name, attribute));
  }
  if (node.domain !== undefined) writer.string(7, node.domain);
  return writer;
}

function encodeAttribute(name: string, attribute: Attribute): ProtobufWriter {
  const writer = new ProtobufWriter().string(1, name);
  if ('float' in attribute) return writer.float(2, attribute.float).int(20, 1);
  if ('int' in attribute) return writer.int(3, attribute.int).int(20, 2);
  if ('string' in attribute) return writer.string(4, attribute.string).int(20, 3);
  if ('tensor' in attribute) return writer.message(5, encodeTensor(attribute.tensor, '')).int(20, 4);
  if ('ints' in attribute) {
    for (const value of attribute.ints) writer.int(8, value);
    return writer.int(20, 7);
  }
  for (const value of attribute.strings) writer.string(9, value);
  return writer.int(20, 8);
}

function encodeTensor(tensor: Tensor, name: string): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const dim of tensor.dims) writer.int(1, dim);
  return writer.int(2, DATA_TYPES[tensor.type]).string(8, name).bytes(9, tensor.data);
}

/** Encodes a graph input or output as a `ValueInfoProto`. */
export function encodeValueInfo(value: ValueInfo): ProtobufWriter {
  const shape = new ProtobufWriter();
  for (const dim of value.dims) {
    const writer = new ProtobufWriter();
    shape.message(1, typeof dim === 'number' ? writer.int(1, dim) : writer.string(2, dim));
  }
  const tensorType = new ProtobufWriter().int(1, DATA_TYPES[value.type]).message(2, shape);
  return new ProtobufWriter().string(1, value.name).message(2, new ProtobufWriter().message(1, tensorType));
}
