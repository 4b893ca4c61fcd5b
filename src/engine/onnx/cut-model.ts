import { assemble, joinPieces, toLength, type Piece } from './assemble.ts';
import type { CutInput, CutOutput } from './cut-ends.ts';
import { encodeInputs, encodeOutputs } from './encode-ends.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { GraphIndex } from './graph-index.ts';
import type { GraphField, OnnxModel } from './onnx-graph.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/** Which part of a graph is wanted: all that leads to the outputs, from the inputs on where there are any. */
export interface Cut {
  readonly outputs: readonly CutOutput[];
  readonly inputs?: readonly CutInput[];
  /** Nodes that pass on their first input instead of what they do otherwise, by their output. */
  readonly bypassed?: readonly string[];
}

const GRAPH_FIELD = 7;
const NODE_FIELD = 1;

/**
 * Makes a model of a part of this one, in its memory, so `model` must not be used any more. Throws `GraphMismatch`
 * where a value does not exist.
 */
export function cutModel(model: OnnxModel, cut: Cut): Uint8Array {
  return assemble(model.bytes, toPieces(model, cut));
}

/** Makes a model of a part of this one, in memory of its own; throws `GraphMismatch` where a value does not exist. */
export function copyPart(model: OnnxModel, cut: Cut): Uint8Array<ArrayBuffer> {
  return joinPieces(model.bytes, toPieces(model, cut));
}

function toPieces(model: OnnxModel, cut: Cut): Piece[] {
  const { inputs = [], outputs } = cut;
  const needed = findNeeded(model, cut);
  const pieces: Piece[] = [];
  // Fields of a graph that occurs twice are merged, and nodes stand behind those that they depend on.
  if (inputs.length > 0) pieces.push(toGraph(encodeInputs(inputs)));
  for (const field of model.fields) {
    if (field.graph === null) pieces.push(field);
    else pieces.push(...cutGraph(field.graph, needed, { model, cut }));
  }
  pieces.push(toGraph(encodeOutputs(outputs)));
  return pieces;
}

function toGraph(graph: ProtobufWriter): Uint8Array {
  return new ProtobufWriter().message(GRAPH_FIELD, graph).toBytes();
}

/** All values that these outputs are computed from, and they themselves. */
function findNeeded(model: OnnxModel, { outputs, inputs = [] }: Cut): ReadonlySet<string> {
  const index = new GraphIndex(model);
  const needed = new Set<string>();
  const given = new Set(inputs.map(({ value }) => value));
  const open = outputs.map(({ value }) => value);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (needed.has(value) || given.has(value)) continue;
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

function cutGraph(
  fields: readonly GraphField[],
  needed: ReadonlySet<string>,
  { model, cut }: { readonly model: OnnxModel; readonly cut: Cut },
): Piece[] {
  const kept = fields.filter(({ kind, name }) => {
    if (kind === 'output') return false;
    if (kind === 'input' && cut.inputs === undefined) return true;
    return kind === 'other' || needed.has(name);
  });
  const pieces = kept.map((field): Piece => {
    const isBypassed = field.kind === 'node' && cut.bypassed?.includes(field.name) === true;
    return isBypassed ? encodeBypass(model, field.name) : field;
  });
  const length = pieces.reduce((total, piece) => total + toLength(piece), 0);
  return [new ProtobufWriter().header(GRAPH_FIELD, length).toBytes(), ...pieces];
}

function encodeBypass(model: OnnxModel, output: string): Uint8Array {
  const input = model.nodes.find(({ outputs }) => outputs[0] === output)?.inputs[0];
  if (input === undefined) throw new GraphMismatch(`${output} cannot be passed by`);
  const node = new ProtobufWriter().string(1, input).string(2, output).string(3, `${output}/bypass`);
  return new ProtobufWriter().message(NODE_FIELD, node.string(4, 'Identity')).toBytes();
}
