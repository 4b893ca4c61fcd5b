import { joinBytes } from '../../std/join.ts';
import type { FileBytes } from '../file-bytes.ts';
import { encodeReference } from './encode-node.ts';
import type { ByteRange } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import { readStoredTensor } from './read-tensor.ts';
import { scanFields } from './scan-fields.ts';

/** Fields of ONNX's `ModelProto` and `GraphProto`. */
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;

/**
 * Writes a model again without its larger weights, which stay in the file: there, as `location`, ONNX Runtime finds
 * them. It then copies each once, not with the whole model and again with its parts. Throws `OnnxFormatError` where the
 * file is no model.
 */
export function referToWeights(file: FileBytes, location: string): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const { field, start, value } of scanFields(file, { start: 0, end: file.byteLength })) {
    if (field === MODEL_GRAPH) parts.push(...toField(field, writeGraph(file, value, location)));
    else parts.push(file.read(start, value.end));
  }
  return joinBytes(parts);
}

function writeGraph(file: FileBytes, graph: ByteRange, location: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { field, start, value } of scanFields(file, graph)) {
    const tensor = field === GRAPH_INITIALIZER ? readStoredTensor(file, value) : null;
    if (tensor?.place === undefined) parts.push(file.read(start, value.end));
    else {
      const { start: offset, byteLength: length } = tensor.place;
      parts.push(...toField(field, encodeReference(tensor, { location, offset, length }).toBytes()));
    }
  }
  return joinBytes(parts);
}

function toField(field: number, value: Uint8Array): readonly Uint8Array[] {
  return [new ProtobufWriter().header(field, value.byteLength).toBytes(), value];
}
