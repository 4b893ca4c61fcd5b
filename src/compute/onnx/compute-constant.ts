import { combine, rearrange, reduceSum } from './tensor-arithmetic.ts';
import { countElements, type FloatTensor } from './float-tensor.ts';
import { GraphMismatch, type OnnxNode } from './onnx-graph.ts';

type Compute = (inputs: readonly FloatTensor[], node: OnnxNode) => FloatTensor;

/** The operators that exporters put between a weight and the node that uses it. */
const COMPUTATIONS: Readonly<Record<string, Compute>> = {
  Cast: (inputs, node) => at(inputs, 0, node),
  Reshape: (inputs, node) => reshape(at(inputs, 0, node), at(inputs, 1, node)),
  Transpose: (inputs, node) => {
    const tensor = at(inputs, 0, node);
    return rearrange(tensor, node.attributes.get('perm')?.ints ?? tensor.dims.map((_, axis) => -1 - axis));
  },
  Add: (inputs, node) => combine(at(inputs, 0, node), at(inputs, 1, node), (a, b) => a + b),
  Sub: (inputs, node) => combine(at(inputs, 0, node), at(inputs, 1, node), (a, b) => a - b),
  Mul: (inputs, node) => combine(at(inputs, 0, node), at(inputs, 1, node), (a, b) => a * b),
  Div: (inputs, node) => combine(at(inputs, 0, node), at(inputs, 1, node), (a, b) => a / b),
  Pow: (inputs, node) => combine(at(inputs, 0, node), at(inputs, 1, node), (a, b) => a ** b),
  Sqrt: (inputs, node) => map(at(inputs, 0, node), Math.sqrt),
  Reciprocal: (inputs, node) => map(at(inputs, 0, node), (value) => 1 / value),
  ReduceSum: (inputs, node) => reduceSum(at(inputs, 0, node), toAxes(inputs, node)),
  ReduceL2: (inputs, node) => {
    const squares = map(at(inputs, 0, node), (value) => value * value);
    return map(reduceSum(squares, toAxes(inputs, node)), Math.sqrt);
  },
};

/** Whether a node can be computed here once its inputs are known. */
export function isComputable({ opType }: OnnxNode): boolean {
  return Object.hasOwn(COMPUTATIONS, opType);
}

/** Computes a node with one output from its inputs. */
export function computeConstant(node: OnnxNode, inputs: readonly FloatTensor[]): FloatTensor {
  const compute = COMPUTATIONS[node.opType];
  if (compute === undefined || !isComputable(node))
    throw new GraphMismatch(`${node.opType} is not computed here`);
  return compute(inputs, node);
}

function at(inputs: readonly FloatTensor[], index: number, node: OnnxNode): FloatTensor {
  const input = inputs[index];
  if (input === undefined) throw new GraphMismatch(`${node.name} lacks an input`);
  return input;
}

function map({ dims, data }: FloatTensor, change: (value: number) => number): FloatTensor {
  return { dims, data: data.map(change) };
}

function reshape({ dims, data }: FloatTensor, shape: FloatTensor): FloatTensor {
  const wanted = Array.from(shape.data, (dim, axis) => (dim === 0 ? (dims[axis] ?? 0) : dim));
  const known = wanted.reduce((product, dim) => (dim === -1 ? product : product * dim), 1);
  const changed = wanted.map((dim) => (dim === -1 ? data.length / known : dim));
  if (!changed.every((dim) => Number.isInteger(dim) && dim >= 0) || countElements(changed) !== data.length)
    throw new GraphMismatch(`[${dims.join()}] does not become [${wanted.join()}]`);
  return { dims: changed, data };
}

/** Axes came as an attribute until operator set 13, since then as an input; none means all. */
function toAxes(inputs: readonly FloatTensor[], node: OnnxNode): readonly number[] {
  const rank = at(inputs, 0, node).dims.length;
  if (node.attributes.get('keepdims')?.int === 0) throw new GraphMismatch(`${node.name} drops its axes`);
  const given = node.attributes.get('axes')?.ints ?? Array.from(inputs[1]?.data ?? []);
  const axes = given.length === 0 ? Array.from({ length: rank }, (_, axis) => axis) : given;
  return axes.map((axis) => (axis < 0 ? axis + rank : axis));
}
