import { OnnxFormatError } from './onnx-format-error.ts';
import type { OnnxModel, OnnxNode, OnnxTensor } from './onnx-graph.ts';
import { ProtobufReader } from './protobuf-reader.ts';
import { readNode } from './read-node.ts';
import { readTensor } from './read-tensor.ts';

/** Fields of ONNX's `ModelProto`, `OperatorSetIdProto`, `GraphProto` and `ValueInfoProto`. */
const MODEL = { graph: 7, opset: 8 } as const;
const OPSET = { domain: 1, version: 2 } as const;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparse: 15 } as const;
const VALUE_NAME = 1;

interface Graph {
  readonly nodes: OnnxNode[];
  readonly initializers: Map<string, OnnxTensor>;
  readonly inputs: Map<string, Uint8Array>;
  readonly outputs: string[];
}

/**
 * Reads a serialized ONNX model in one pass; weights stay where they are, as views of `bytes`. Throws
 * `OnnxFormatError` where the bytes are no model or hold their weights elsewhere.
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  const graph: Graph = { nodes: [], initializers: new Map(), inputs: new Map(), outputs: [] };
  const header: Uint8Array[] = [];
  let opset = 0;
  const reader = new ProtobufReader(bytes);
  while (reader.next()) {
    if (reader.field === MODEL.opset) opset = readOpset(reader.message()) ?? opset;
    // What occurs twice is merged, as protobuf demands.
    if (reader.field === MODEL.graph) readGraph(reader.message(), graph);
    else header.push(bytes.subarray(reader.fieldRange.start, reader.fieldRange.end));
  }
  if (graph.nodes.length === 0) throw new OnnxFormatError('The file holds no ONNX graph');
  return { bytes, opset, ...graph, header };
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

function readGraph(reader: ProtobufReader, graph: Graph): void {
  while (reader.next()) {
    switch (reader.field) {
      case GRAPH.node:
        graph.nodes.push(readNode(reader.message()));
        break;
      case GRAPH.initializer: {
        const tensor = readTensor(reader.message());
        graph.initializers.set(tensor.name, tensor);
        break;
      }
      case GRAPH.input:
        graph.inputs.set(readName(reader.message()), reader.bytes());
        break;
      case GRAPH.output:
        graph.outputs.push(readName(reader.message()));
        break;
      case GRAPH.sparse:
        throw new OnnxFormatError('Sparse weights are not read');
    }
  }
}

function readName(reader: ProtobufReader): string {
  while (reader.next()) if (reader.field === VALUE_NAME) return reader.text();
  return '';
}
