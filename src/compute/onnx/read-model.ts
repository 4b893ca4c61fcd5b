import type { FileBytes } from '../file-bytes.ts';
import { checkOrder } from './check-order.ts';
import { OnnxFormatError, type OnnxModel, type OnnxNode, type OnnxTensor } from './onnx-graph.ts';
import { ProtobufReader, type ByteRange } from './protobuf-reader.ts';
import { readNode } from './read-node.ts';
import { readStoredTensor } from './read-tensor.ts';
import { scanFields } from './scan-fields.ts';

/** Fields of ONNX's `ModelProto`, `OperatorSetIdProto`, `GraphProto` and `ValueInfoProto`. */
const MODEL = { graph: 7, opset: 8 } as const;
const OPSET = { domain: 1, version: 2 } as const;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparse: 15 } as const;
const VALUE_NAME = 1;

/** A graph of more parts is no model that speaks, and would not fit in memory. */
const MOST_PARTS = 100_000;

interface Graph {
  readonly nodes: OnnxNode[];
  readonly initializers: Map<string, OnnxTensor>;
  readonly inputs: Map<string, Uint8Array>;
  readonly outputs: string[];
}

/**
 * Reads a serialized ONNX model in one pass; weights stay in the file until they are asked for. Throws `OnnxFormatError`
 * where the file is no model, its weights are in another one, or a node stands in front of one that it depends on.
 */
export function readModel(file: FileBytes): OnnxModel {
  const graph: Graph = { nodes: [], initializers: new Map(), inputs: new Map(), outputs: [] };
  const header: Uint8Array[] = [];
  let opset = 0;
  for (const part of scanFields(file, { start: 0, end: file.byteLength })) {
    const { field, value } = part;
    // What occurs twice is merged, as protobuf demands.
    if (field === MODEL.graph) {
      readGraph(file, value, graph);
      continue;
    }
    if (field === MODEL.opset) opset = readOpset(toReader(file, value)) ?? opset;
    header.push(file.read(part.start, value.end));
  }
  if (graph.nodes.length === 0) throw new OnnxFormatError('The file holds no ONNX graph');
  checkOrder(graph);
  return { file, opset, ...graph, header };
}

function toReader(file: FileBytes, { start, end }: ByteRange): ProtobufReader {
  return new ProtobufReader(file.read(start, end));
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

function readGraph(file: FileBytes, range: ByteRange, graph: Graph): void {
  let count = 0;
  for (const { field, value } of scanFields(file, range)) {
    count += 1;
    if (count > MOST_PARTS) throw new OnnxFormatError('The graph has too many parts');
    switch (field) {
      case GRAPH.node:
        graph.nodes.push(readNode(toReader(file, value)));
        break;
      case GRAPH.initializer: {
        const tensor = readStoredTensor(file, value);
        graph.initializers.set(tensor.name, tensor);
        break;
      }
      case GRAPH.input:
        graph.inputs.set(readName(toReader(file, value)), file.read(value.start, value.end));
        break;
      case GRAPH.output:
        graph.outputs.push(readName(toReader(file, value)));
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
