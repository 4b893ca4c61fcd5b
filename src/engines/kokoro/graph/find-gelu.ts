import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { collectNodes, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

/** The approximation spelled out: ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
const SPELLED_OPS = ['Mul', 'Pow', 'Add', 'Tanh'];
const SPELLED_CONSTANTS = [0.044715, 0.5, Math.sqrt(2 / Math.PI), 1, 3];

/** Checks that a value is GELU's approximation by tanh of another; throws `GraphMismatch` where it is not. */
export function findGelu(graph: KnownGraph, ends: { readonly input: string; readonly output: string }): void {
  const name = ends.output;
  const ops = ['FastGelu', 'Gelu', ...SPELLED_OPS];
  const nodes = collectNodes(graph, ends.output, { name, stops: [ends.input], ops });
  const [node, ...others] = nodes;
  if (node !== undefined && others.length === 0) {
    const isByTanh = node.opType === 'FastGelu' || node.attributes.get('approximate')?.text === 'tanh';
    if (isByTanh) return;
  }
  const constants = nodes
    .flatMap(({ inputs }) => inputs.map((input) => graph.constants.readScalar(input)))
    .filter((constant) => constant !== null)
    .sort((a, b) => a - b);
  const isSpelled =
    nodes.every(({ opType }) => SPELLED_OPS.includes(opType)) &&
    nodes.filter(({ opType }) => opType === 'Tanh').length === 1 &&
    constants.length === SPELLED_CONSTANTS.length &&
    constants.every((constant, index) => Math.abs(constant - (SPELLED_CONSTANTS[index] ?? NaN)) < 1e-3);
  if (!isSpelled) throw new GraphMismatch(`${name} is bent otherwise`);
}
