import { readAll } from '../../../compute/file-bytes.ts';
import { joinBytes } from '../../../std/join.ts';
import {
  encodeNode,
  encodeOutput,
  encodeReference,
  encodeTensor,
  encodeValueInfo,
} from '../../../compute/onnx/encode-node.ts';
import { countElements, toFloats } from '../../../compute/onnx/float-tensor.ts';
import {
  GraphMismatch,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from '../../../compute/onnx/onnx-graph.ts';
import { ProtobufWriter } from '../../../compute/onnx/protobuf-writer.ts';

/** A value of the graph, and what it is called outside a part. */
export interface CutValue {
  readonly value: string;
  readonly name: string;
}

/** Which part of a graph is wanted: all that leads to the outputs, from the inputs on where there are any. */
export interface Cut {
  /** Given as fp32. */
  readonly outputs: readonly CutValue[];
  /** Taken as fp32; without them the graph's own inputs are. */
  readonly inputs?: readonly CutValue[];
  /** Values that are what their node's first input is instead of what it makes of that. */
  readonly bypassed?: readonly string[];
}

/** A model whose weights lie in other files, as ONNX Runtime takes them. */
export interface WrittenModel {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly weights: readonly { readonly path: string; readonly data: Uint8Array }[];
}

const MODEL_GRAPH = 7;
const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
/** Where weights lie: as they were in the file that was read, or as they were computed from it. */
const PLACES = { read: 'read', computed: 'computed' } as const;
const FLOAT_BYTES = 4;

/**
 * Writes a part of a graph as a model of its own. Weights that lie in the file stay there; all others are computed one by
 * one into a file that holds nothing else. Throws `GraphMismatch` where a value does not exist.
 */
export function writePart(model: OnnxModel, cut: Cut): WrittenModel {
  const { nodes, initializers, inputs } = findNeeded(model, cut);
  const graph = new ProtobufWriter().string(GRAPH.name, 'part');
  for (const { value, name } of cut.inputs ?? []) {
    if (value !== name) graph.message(GRAPH.node, encodeNode(toIdentity(name, value)));
  }
  for (const node of nodes) {
    const isBypassed = cut.bypassed?.includes(node.outputs[0] ?? '') === true;
    const kept = isBypassed ? toIdentity(node.inputs[0] ?? '', node.outputs[0] ?? '') : node;
    graph.message(GRAPH.node, encodeNode(kept));
  }
  for (const { value, name } of cut.outputs) {
    if (value !== name) graph.message(GRAPH.node, encodeOutput(value, name));
    graph.message(GRAPH.output, encodeValueInfo(name));
  }
  for (const info of inputs) graph.bytes(GRAPH.input, info);
  const computed = writeInitializers(graph, initializers);
  const parts = [...model.header, new ProtobufWriter().message(MODEL_GRAPH, graph).toBytes()];
  const weights = [
    { path: PLACES.read, data: readAll(model.file) },
    { path: PLACES.computed, data: computed },
  ];
  return { model: joinBytes(parts), weights };
}

/** Declares constants, and gives the elements of those that had to be computed. */
function writeInitializers(graph: ProtobufWriter, tensors: readonly OnnxTensor[]): Uint8Array<ArrayBuffer> {
  const derived = tensors.filter(({ compute }) => compute !== undefined);
  const floatCount = derived.reduce((total, { dims }) => total + countElements(dims), 0);
  const floats = new Float32Array(floatCount);
  let used = 0;
  for (const tensor of tensors) {
    const { dims, compute, place } = tensor;
    if (compute !== undefined) {
      floats.set(toFloats(tensor).data, used);
      const length = FLOAT_BYTES * countElements(dims);
      const offset = FLOAT_BYTES * used;
      used += countElements(dims);
      graph.message(
        GRAPH.initializer,
        encodeReference(tensor, { location: PLACES.computed, offset, length }),
      );
      continue;
    }
    const message =
      place === undefined
        ? encodeTensor(tensor)
        : encodeReference(tensor, { location: PLACES.read, offset: place.start, length: place.byteLength });
    graph.message(GRAPH.initializer, message);
  }
  return new Uint8Array(floats.buffer);
}

interface Needed {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  /** Each a `ValueInfoProto`. */
  readonly inputs: readonly Uint8Array[];
}

/** Finds all that the outputs are computed from. */
function findNeeded(model: OnnxModel, { outputs, inputs, bypassed = [] }: Cut): Needed {
  const given = new Set(inputs?.map(({ value }) => value));
  const needed = new Set(outputs.map(({ value }) => value));
  const nodes: OnnxNode[] = [];
  const made = new Set(given);
  for (const node of model.nodes.toReversed()) {
    const wanted = node.outputs.filter((output) => needed.has(output) && !given.has(output));
    for (const output of node.outputs) made.add(output);
    if (wanted.length === 0) continue;
    nodes.unshift(node);
    const isBypassed = bypassed.includes(node.outputs[0] ?? '');
    const read = isBypassed ? node.inputs.slice(0, 1) : [...node.inputs, ...node.captured];
    for (const input of read) needed.add(input);
  }
  for (const { value } of outputs) {
    const isKnown = made.has(value) || model.initializers.has(value) || model.inputs.has(value);
    if (!isKnown) throw new GraphMismatch(`The graph has no value ${value}`);
  }
  const initializers = [...model.initializers].filter(([name]) => needed.has(name) && !given.has(name));
  const own = inputs === undefined ? [...model.inputs] : [];
  const outer = (inputs ?? []).map(({ name }) => encodeValueInfo(name).toBytes());
  return {
    nodes,
    initializers: initializers.map(([, tensor]) => tensor),
    // Initializers may be listed as inputs that have a default.
    inputs: [...own.filter(([name]) => !model.initializers.has(name)).map(([, info]) => info), ...outer],
  };
}

function toIdentity(from: string, to: string): OnnxNode {
  const node = { name: `${to}/identity`, opType: 'Identity', domain: '', captured: [] };
  return { ...node, inputs: [from], outputs: [to], attributes: new Map() };
}
