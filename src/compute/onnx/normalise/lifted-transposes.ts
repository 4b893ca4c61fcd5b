import { encodeIntsAttribute } from '../encode-node.ts';
import { toFloats } from '../float-tensor.ts';
import { ELEMENT_TYPES, type OnnxNode, type OnnxTensor } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';

const ELEMENTWISE_OPS = ['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Sqrt', 'Sin', 'LeakyRelu'];

/**
 * Moves what swaps axes from behind a calculation on single elements, or a mean, to in front of it, where the export had
 * it before an optimiser moved it on. Adds nodes with `place`, which may move them farther.
 */
export function liftTranspose(
  graph: CanonicalGraph,
  node: OnnxNode,
  place: (node: OnnxNode) => void,
): boolean {
  if (node.opType !== 'Transpose') return false;
  const order = node.attributes.get('perm')?.ints ?? [];
  const maker = graph.producer(node.inputs[0] ?? '');
  if (maker === null || order.length === 0) return false;
  const operands = findOperands(graph, maker, order);
  if (operands === null) return false;
  const inputs = maker.inputs.map((input, index) => operands[index] ?? input);
  const lifted = operands.map((operand, index) => {
    if (operand !== null) return operand;
    const output = `${inputs[index] ?? ''}/order ${order.join()}`;
    const isKnown = graph.producer(graph.resolve(output)) !== null;
    if (!isKnown) place({ ...node, name: output, inputs: [inputs[index] ?? ''], outputs: [output] });
    return graph.resolve(output);
  });
  place({ ...maker, name: `${maker.name}_turned`, inputs: lifted, outputs: node.outputs });
  return true;
}

/** What each input becomes: null where its axes are swapped as well. Gives null where the nodes cannot be exchanged. */
function findOperands(
  graph: CanonicalGraph,
  { opType, inputs, attributes }: OnnxNode,
  order: readonly number[],
): readonly (string | null)[] | null {
  if (ELEMENTWISE_OPS.includes(opType)) {
    const operands = inputs.map((input) => {
      const constant = graph.constant(input);
      if (constant?.dims.length === 0) return input;
      return toRank(graph, input) === order.length ? null : undefined;
    });
    return operands.includes(undefined) ? null : operands.map((operand) => operand ?? null);
  }
  if (opType !== 'ReduceMean' || attributes.get('keepdims')?.int === 0) return null;
  const axes = graph.constant(inputs[1] ?? '');
  if (axes === null || toRank(graph, inputs[0] ?? '') !== order.length) return null;
  return [null, graph.addConstant(toNewAxes(axes, order))];
}

function toNewAxes(axes: OnnxTensor, order: readonly number[]): OnnxTensor {
  const old = Array.from(toFloats(axes).data, (axis) => (axis < 0 ? axis + order.length : axis));
  const moved = old.map((axis) => order.indexOf(axis));
  const raw = new Uint8Array(BigInt64Array.from(moved, BigInt).buffer);
  const name = `axes ${moved.join()}`;
  return { name, dims: [moved.length], elementType: ELEMENT_TYPES.int64, raw, values: [] };
}

/** How many axes a value has, where the node that makes it shows that; else null. */
function toRank(
  graph: CanonicalGraph,
  value: string,
  known = new Map<string, number | null>(),
): number | null {
  const found = known.get(value);
  if (found !== undefined) return found;
  const rank = findRank(graph, value, known);
  known.set(value, rank);
  return rank;
}

function findRank(graph: CanonicalGraph, value: string, known: Map<string, number | null>): number | null {
  const constant = graph.constant(value);
  if (constant !== null) return constant.dims.length;
  const node = graph.producer(value);
  const [first = '', second = ''] = node?.inputs ?? [];
  switch (node?.opType ?? '') {
    case 'Transpose':
      return node?.attributes.get('perm')?.ints.length ?? null;
    case 'Reshape':
      return graph.constant(second)?.dims[0] ?? null;
    case 'ReduceMean':
      return node?.attributes.get('keepdims')?.int === 0 ? null : toRank(graph, first, known);
    case 'Sub':
    case 'Mul':
    case 'Div':
    case 'Add': {
      const ranks = [toRank(graph, first, known), toRank(graph, second, known)];
      return ranks.includes(null) ? null : Math.max(...ranks.map((rank) => rank ?? 0));
    }
    default:
      return null;
  }
}

/** Joins two swaps of axes, one behind the other, to one. */
export function joinTransposes(graph: CanonicalGraph, node: OnnxNode): boolean {
  const inner = graph.producer(node.inputs[0] ?? '');
  if (node.opType !== 'Transpose' || inner?.opType !== 'Transpose') return false;
  const [last = [], first = []] = [node, inner].map(({ attributes }) => attributes.get('perm')?.ints);
  if (first.length === 0 || last.length !== first.length) return false;
  const order = last.map((axis) => first[axis] ?? 0);
  const [source = ''] = inner.inputs;
  if (order.every((axis, index) => axis === index)) graph.replace(node.outputs[0] ?? '', source);
  else {
    const attributes = new Map([['perm', encodeIntsAttribute('perm', order)]]);
    graph.addNode({ ...node, inputs: [source], attributes });
  }
  return true;
}
