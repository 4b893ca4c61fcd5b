import { GraphMismatch } from './graph-mismatch.ts';
import { GraphIndex } from './graph-index.ts';
import { joinChunks } from './join-chunks.ts';
import { ELEMENT_TYPES, type GraphField, type OnnxModel } from './onnx-graph.ts';
import type { ByteRange } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/** A value that a cut graph gives: what it is called inside, and the output's name. */
export interface CutOutput {
  readonly value: string;
  readonly name: string;
}

/** A stretch of the old file, or new bytes. */
type Piece = ByteRange | Uint8Array;

const GRAPH_FIELD = 7;

/**
 * Makes a model of what is needed for these values alone, which it gives as fp32. The new file takes the old one's
 * place in memory, so `model` must not be used any more. Throws `GraphMismatch` where a value does not exist.
 */
export function cutModel(model: OnnxModel, outputs: readonly CutOutput[]): Uint8Array {
  const needed = findNeeded(model, outputs);
  const pieces: Piece[] = [];
  for (const field of model.fields) {
    if (field.graph === null) pieces.push(field);
    else pieces.push(...cutGraph(field.graph, needed));
  }
  // Fields of a graph that occurs twice are merged.
  pieces.push(new ProtobufWriter().message(GRAPH_FIELD, encodeOutputs(outputs)).toBytes());
  return assemble(model.bytes, pieces);
}

/** All values that these outputs are computed from, and they themselves. */
function findNeeded(model: OnnxModel, outputs: readonly CutOutput[]): ReadonlySet<string> {
  const index = new GraphIndex(model);
  const needed = new Set<string>();
  const open = outputs.map(({ value }) => value);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (needed.has(value)) continue;
    const node = index.producer(value);
    if (node === null && !model.initializers.has(value) && !model.inputs.includes(value)) {
      throw new GraphMismatch(`The graph has no value ${value}`);
    }
    needed.add(value);
    for (const output of node?.outputs ?? []) needed.add(output);
    open.push(
      ...[...(node?.inputs ?? []), ...(node?.captured ?? [])].filter((input) =>
        isOutside(model, index, input),
      ),
    );
  }
  return needed;
}

/** Values inside the graphs of a node, such as a loop's own, are made there. */
function isOutside(model: OnnxModel, index: GraphIndex, value: string): boolean {
  return index.producer(value) !== null || model.initializers.has(value) || model.inputs.includes(value);
}

function cutGraph(fields: readonly GraphField[], needed: ReadonlySet<string>): Piece[] {
  const kept = fields.filter(({ kind, name }) => {
    if (kind === 'output') return false;
    return kind === 'input' || kind === 'other' || needed.has(name);
  });
  const length = kept.reduce((total, { start, end }) => total + end - start, 0);
  return [new ProtobufWriter().header(GRAPH_FIELD, length).toBytes(), ...kept];
}

/** Each value is cast, so that half floats come out as floats; a cast to the same type costs nothing. */
function encodeOutputs(outputs: readonly CutOutput[]): ProtobufWriter {
  const { float32 } = ELEMENT_TYPES;
  const graph = new ProtobufWriter();
  for (const { value, name } of outputs) {
    const to = new ProtobufWriter().string(1, 'to').int(3, float32).int(20, 2);
    const node = new ProtobufWriter().string(1, value).string(2, name).string(3, name).string(4, 'Cast');
    graph.message(1, node.message(5, to));
  }
  for (const { name } of outputs) {
    const type = new ProtobufWriter().message(1, new ProtobufWriter().int(1, float32));
    graph.message(12, new ProtobufWriter().string(1, name).message(2, type));
  }
  return graph;
}

/** Moves the pieces together, in the file's own memory where they fit in front of what is still to be moved. */
function assemble(bytes: Uint8Array, pieces: readonly Piece[]): Uint8Array {
  if (!fitsInPlace(bytes, pieces)) {
    return joinChunks(
      pieces.map((piece) => (piece instanceof Uint8Array ? piece : bytes.subarray(piece.start, piece.end))),
    );
  }
  let position = 0;
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) bytes.set(piece, position);
    else bytes.copyWithin(position, piece.start, piece.end);
    position += toLength(piece);
  }
  return bytes.subarray(0, position);
}

function fitsInPlace(bytes: Uint8Array, pieces: readonly Piece[]): boolean {
  let position = 0;
  let limit = bytes.byteLength;
  const ends: number[] = [];
  for (const piece of pieces) ends.push((position += toLength(piece)));
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index];
    if ((ends[index] ?? 0) > limit) return false;
    if (piece !== undefined && !(piece instanceof Uint8Array)) limit = piece.start;
  }
  return true;
}

function toLength(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.byteLength : piece.end - piece.start;
}
