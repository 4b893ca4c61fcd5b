import { Constants } from './constants.ts';
import { GraphIndex } from './graph-index.ts';
import { GraphMismatch, type OnnxModel, type OnnxNode } from './onnx-graph.ts';

/** A graph that can be searched, with its constants. */
export interface KnownGraph {
  readonly index: GraphIndex;
  readonly constants: Constants;
}

/** Indexes a model that was read, for the functions that find its layers. */
export function toKnownGraph(model: OnnxModel): KnownGraph {
  const index = new GraphIndex(model);
  return { index, constants: new Constants(index) };
}

/** A node's input; throws `GraphMismatch` where it is left out. */
export function inputOf(node: OnnxNode, place: number): string {
  const input = node.inputs[place];
  if (input === undefined || input === '') throw new GraphMismatch(`${node.name} lacks its input ${place}`);
  return input;
}

/** Returns a node's first output; throws `GraphMismatch` where it has none. */
export function outputOf(node: OnnxNode): string {
  const [output] = node.outputs;
  if (output === undefined) throw new GraphMismatch(`${node.name} has no output`);
  return output;
}

/** The node that computes a value; it must be of this operator. */
export function makerOf({ index }: KnownGraph, value: string, opType: string): OnnxNode {
  const node = index.producer(value);
  if (node?.opType !== opType)
    throw new GraphMismatch(`${value} is made by ${node?.opType ?? 'nothing'}, not ${opType}`);
  return node;
}

/** The node that combines exactly these two values with a commutative operator. */
export function combinationOf(
  { index }: KnownGraph,
  opType: string,
  [first, second]: readonly [string, string],
): OnnxNode {
  const node = index
    .consumers(first)
    .find((user) => user.opType === opType && user.inputs.length === 2 && user.inputs.includes(second));
  if (node === undefined) throw new GraphMismatch(`No ${opType} combines ${first} with ${second}`);
  return node;
}

/** The two inputs of a node with one constant among them. */
export function splitConstant(
  { constants }: KnownGraph,
  node: OnnxNode,
): { readonly constant: string; readonly other: string } | null {
  const [first = '', second = ''] = node.inputs;
  if (constants.has(first) === constants.has(second)) return null;
  return constants.has(first) ? { constant: first, other: second } : { constant: second, other: first };
}

interface Stretch {
  /** What the message of a mismatch calls it. */
  readonly name: string;
  /** Values that it begins at; each must be met. */
  readonly stops: readonly string[];
  /** Operators that may lie in it. */
  readonly ops: readonly string[];
}

/**
 * Collects the nodes that make a value out of others and of constants; throws `GraphMismatch` where another operator or
 * another value takes part. What only the sizes of a value go into ends there.
 */
export function collectNodes(
  { index, constants }: KnownGraph,
  value: string,
  { name, stops, ops }: Stretch,
): readonly OnnxNode[] {
  const nodes = new Set<OnnxNode>();
  const missing = new Set(stops);
  const ends = new Set(stops);
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    missing.delete(next);
    if (ends.has(next) || next === '' || constants.has(next)) continue;
    const node = index.producer(next);
    if (node === null || !ops.includes(node.opType))
      throw new GraphMismatch(`${name} is joined up otherwise: it reads ${next}`);
    if (nodes.has(node)) continue;
    nodes.add(node);
    if (node.opType !== 'Shape') open.push(...node.inputs);
  }
  for (const stop of missing) throw new GraphMismatch(`${name} does not read ${stop}`);
  return [...nodes];
}
