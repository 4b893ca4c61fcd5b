import { OnnxFormatError } from './onnx-format-error.ts';
import type { GraphField, OnnxModel, OnnxNode, OnnxTensor } from './onnx-graph.ts';
import { ProtobufReader } from './protobuf-reader.ts';
import { readNode } from './read-node.ts';
import { readTensor } from './read-tensor.ts';

/** Fields of ONNX's `ModelProto`, `OperatorSetIdProto`, `GraphProto` and `ValueInfoProto`. */
const MODEL = { graph: 7, opset: 8 } as const;
const OPSET = { domain: 1, version: 2 } as const;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13, sparse: 15 } as const;
const VALUE_NAME = 1;

interface Graph {
  readonly nodes: OnnxNode[];
  readonly initializers: Map<string, OnnxTensor>;
  readonly inputs: string[];
  readonly outputs: string[];
}

/**
 * Reads a serialized ONNX model in one pass; weights stay where they are, as views of `bytes`. Throws
 * `OnnxFormatError` where the bytes are no model or hold their weights elsewhere.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const graph: Graph = { nodes: [], initializers: new Map(), inputs: [], outputs: [] };
  const fields: OnnxModel['fields'][number][] = [];
  let opset = 0;
  const reader = new ProtobufReader(bytes);
  while (reader.next()) {
    const isGraph = reader.field === MODEL.graph;
    if (reader.field === MODEL.opset) opset = readOpset(reader.message()) ?? opset;
    fields.push({ ...reader.fieldRange, graph: isGraph ? readGraph(reader.message(), graph) : null });
  }
  if (graph.nodes.length === 0) throw new OnnxFormatError('The file holds no ONNX graph');
  return { bytes, opset, ...graph, fields };
}

/** The version of the standard operators, or null where this is another set of operators. */
function readOpset(reader: ProtobufReader): number | null {
  let domain = '';
  let version = 0;
  while (reader.next()) {
    if (reader.field === OPSET.domain) domain = reader.text();
    if (reader.field === OPSET.version) version = reader.int();
  }
  return domain === '' || domain === 'ai.onnx' ? version : null;
}

/** Adds a part of the graph, and gives its fields: what occurs twice is merged, as protobuf demands. */
function readGraph(reader: ProtobufReader, graph: Graph): GraphField[] {
  const fields: GraphField[] = [];
  while (reader.next()) fields.push({ ...reader.fieldRange, ...readGraphField(reader, graph) });
  return fields;
}

function readGraphField(reader: ProtobufReader, graph: Graph): Pick<GraphField, 'kind' | 'name'> {
  switch (reader.field) {
    case GRAPH.node: {
      const node = readNode(reader.message());
      graph.nodes.push(node);
      return { kind: 'node', name: node.outputs[0] ?? '' };
    }
    case GRAPH.initializer: {
      const tensor = readTensor(reader.message());
      graph.initializers.set(tensor.name, tensor);
      return { kind: 'initializer', name: tensor.name };
    }
    case GRAPH.input: {
      const name = readName(reader.message());
      graph.inputs.push(name);
      return { kind: 'input', name };
    }
    case GRAPH.output: {
      const name = readName(reader.message());
      graph.outputs.push(name);
      return { kind: 'output', name };
    }
    case GRAPH.valueInfo:
      return { kind: 'value-info', name: readName(reader.message()) };
    case GRAPH.sparse:
      throw new OnnxFormatError('Sparse weights are not read');
    default:
      return { kind: 'other', name: '' };
  }
}

function readName(reader: ProtobufReader): string {
  while (reader.next()) if (reader.field === VALUE_NAME) return reader.text();
  return '';
}
