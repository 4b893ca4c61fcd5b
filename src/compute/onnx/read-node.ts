import { type OnnxAttribute, OnnxFormatError, type OnnxNode, type OnnxTensor } from './onnx-graph.ts';
import type { ProtobufReader } from './protobuf-reader.ts';
import { append, readTensor } from './read-tensor.ts';

/** Fields of ONNX's `NodeProto`, `AttributeProto` and `GraphProto`. */
const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { name: 1, float: 2, int: 3, text: 4, tensor: 5, graph: 6, ints: 8, graphs: 11 } as const;
const GRAPH_NODE = 1;

/** Loops and branches hold graphs; no model nests them deeper. */
const MOST_LEVELS = 16;

/** Reads a `NodeProto`, so many levels inside the graph. Throws `OnnxFormatError` where graphs are nested without end. */
export function readNode(reader: ProtobufReader, level = 0): OnnxNode {
  if (level > MOST_LEVELS) throw new OnnxFormatError('Graphs are nested too deep');
  const inputs: string[] = [];
  const outputs: string[] = [];
  const captured: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = '';
  let opType = '';
  let domain = '';
  while (reader.next()) {
    switch (reader.field) {
      case NODE.input:
        inputs.push(reader.text());
        break;
      case NODE.output:
        outputs.push(reader.text());
        break;
      case NODE.name:
        name = reader.text();
        break;
      case NODE.opType:
        opType = reader.text();
        break;
      case NODE.domain:
        domain = reader.text();
        break;
      case NODE.attribute:
        readAttribute(reader, { attributes, captured, level });
        break;
    }
  }
  return { name, opType, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, attributes, captured };
}

interface ReadSoFar {
  readonly attributes: Map<string, OnnxAttribute>;
  readonly captured: string[];
  readonly level: number;
}

function readAttribute(node: ProtobufReader, { attributes, captured, level }: ReadSoFar): void {
  const reader = node.message();
  const ints: number[] = [];
  let name = '';
  let int = 0;
  let float = 0;
  let text = '';
  let tensor: OnnxTensor | null = null;
  while (reader.next()) {
    switch (reader.field) {
      case ATTRIBUTE.name:
        name = reader.text();
        break;
      case ATTRIBUTE.float:
        float = reader.float();
        break;
      case ATTRIBUTE.int:
        int = reader.int();
        break;
      case ATTRIBUTE.text:
        text = reader.text();
        break;
      case ATTRIBUTE.tensor:
        tensor = readTensor(reader.message());
        break;
      case ATTRIBUTE.ints:
        append(ints, reader.ints());
        break;
      case ATTRIBUTE.graph:
      case ATTRIBUTE.graphs:
        readInputs(reader.message(), captured, level + 1);
        break;
    }
  }
  attributes.set(name, { int, float, text, ints, tensor, bytes: node.bytes() });
}

/** Collects all values that the nodes of a graph read, inner graphs included. */
function readInputs(graph: ProtobufReader, values: string[], level: number): void {
  while (graph.next()) {
    if (graph.field !== GRAPH_NODE) continue;
    const { inputs, captured } = readNode(graph.message(), level);
    for (const value of inputs) values.push(value);
    for (const value of captured) values.push(value);
  }
}
