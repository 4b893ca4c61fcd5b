import { joinChunks } from './join-chunks.ts';
import { ProtobufReader } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import { readTensor } from './read-tensor.ts';
import type { OnnxTensor } from './onnx-graph.ts';

/** What a model without its weights calls the file that they are in. */
export const WEIGHTS_FILE = 'weights';

/** Fields of ONNX's `ModelProto`, `GraphProto`, `TensorProto` and `StringStringEntryProto`. */
const GRAPH = 7;
const INITIALIZER = 5;
const TENSOR = { dims: 1, elementType: 2, name: 8, external: 13, location: 14 } as const;
const ENTRY = { key: 1, value: 2 } as const;
const IN_ANOTHER_FILE = 1;

/** Smaller ones may be sizes and axes, which must be known before the weights are. */
const LEAST_BYTES = 4096;

/**
 * Makes a model without its weights, which stay where they are: in a file that is the given bytes. ONNX Runtime takes them
 * over one by one then, and does not hold the whole model several times while it starts.
 */
export function partWeights(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  const reader = new ProtobufReader(bytes);
  while (reader.next()) {
    if (reader.field !== GRAPH) {
      pieces.push(slice(bytes, reader));
      continue;
    }
    const graph = partGraph(bytes, reader.message());
    pieces.push(new ProtobufWriter().header(GRAPH, graph.byteLength).toBytes(), graph);
  }
  return joinChunks(pieces);
}

function partGraph(bytes: Uint8Array, reader: ProtobufReader): Uint8Array {
  const pieces: Uint8Array[] = [];
  while (reader.next()) {
    const tensor = reader.field === INITIALIZER ? readTensor(reader.message()) : null;
    const raw = tensor?.raw ?? null;
    const isWeight = tensor !== null && raw !== null && raw.byteLength >= LEAST_BYTES;
    pieces.push(isWeight ? encodeReference(tensor, raw.byteOffset - bytes.byteOffset) : slice(bytes, reader));
  }
  return joinChunks(pieces);
}

function slice(bytes: Uint8Array, { fieldRange: { start, end } }: ProtobufReader): Uint8Array {
  return bytes.subarray(start, end);
}

function encodeReference({ dims, elementType, name, raw }: OnnxTensor, offset: number): Uint8Array {
  const tensor = new ProtobufWriter();
  for (const dim of dims) tensor.int(TENSOR.dims, dim);
  tensor.int(TENSOR.elementType, elementType).string(TENSOR.name, name);
  const place = { location: WEIGHTS_FILE, offset: String(offset), length: String(raw?.byteLength ?? 0) };
  for (const [key, value] of Object.entries(place)) {
    const entry = new ProtobufWriter().string(ENTRY.key, key).string(ENTRY.value, value);
    tensor.message(TENSOR.external, entry);
  }
  tensor.int(TENSOR.location, IN_ANOTHER_FILE);
  return new ProtobufWriter().message(INITIALIZER, tensor).toBytes();
}
