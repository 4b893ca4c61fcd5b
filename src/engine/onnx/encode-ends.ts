import { ELEMENT_TYPES } from './onnx-graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import type { CutInput, CutOutput } from './cut-ends.ts';

const NODE_FIELD = 1;

/** Floats become what the graph computes with. */
export function encodeInputs(inputs: readonly CutInput[]): ProtobufWriter {
  const graph = new ProtobufWriter();
  for (const { value, name, elementType } of inputs)
    graph.message(NODE_FIELD, encodeCast([name, value], elementType));
  for (const { name } of inputs) graph.message(11, encodeFloats(name));
  return graph;
}

/** Each value is cast, so that half floats come out as floats; a cast to the same type costs nothing. */
export function encodeOutputs(outputs: readonly CutOutput[]): ProtobufWriter {
  const graph = new ProtobufWriter();
  for (const { value, name } of outputs)
    graph.message(NODE_FIELD, encodeCast([value, name], ELEMENT_TYPES.float32));
  for (const { name } of outputs) graph.message(12, encodeFloats(name));
  return graph;
}

function encodeCast([from, to]: readonly [string, string], elementType: number): ProtobufWriter {
  const attribute = new ProtobufWriter().string(1, 'to').int(3, elementType).int(20, 2);
  const node = new ProtobufWriter().string(1, from).string(2, to).string(3, `${from}/cast`).string(4, 'Cast');
  return node.message(5, attribute);
}

/** A graph's input or output of any shape. */
function encodeFloats(name: string): ProtobufWriter {
  const type = new ProtobufWriter().message(1, new ProtobufWriter().int(1, ELEMENT_TYPES.float32));
  return new ProtobufWriter().string(1, name).message(2, type);
}
