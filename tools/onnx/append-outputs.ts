import { encodeValueInfo } from './encode-model.ts';
import type { ValueInfo } from './model.ts';
import { ProtobufWriter } from '../../src/compute/onnx/protobuf-writer.ts';

/**
 * Encodes the bytes that, put behind a serialized ONNX model, make inner values graph outputs as well: a protobuf
 * message that occurs twice is merged, and its repeated fields are joined.
 */
export function encodeAppendedOutputs(outputs: readonly ValueInfo[]): Uint8Array<ArrayBuffer> {
  const graph = new ProtobufWriter();
  for (const output of outputs) graph.message(12, encodeValueInfo(output));
  return new ProtobufWriter().message(7, graph).toBytes();
}
