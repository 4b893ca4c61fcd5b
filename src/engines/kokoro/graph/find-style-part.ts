import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { inputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

const STYLE = 'style';

/** Finds which part of the style, as the model's input, a value is: the number of its first element. */
export function findStylePart(graph: KnownGraph, value: string): number {
  const { index, constants } = graph;
  const node = index.producer(value);
  const source = node === null ? '' : node.inputs[0];
  if (node === null || source !== STYLE) throw new GraphMismatch(`${value} is no part of the style`);
  if (node.opType === 'Slice') {
    const [start] = constants.read(inputOf(node, 1)).data;
    if (start !== undefined && start >= 0) return start;
  }
  if (node.opType === 'Split' && (node.inputs[1] ?? '') !== '') {
    const sizes = constants.read(inputOf(node, 1)).data;
    return sizes.slice(0, node.outputs.indexOf(value)).reduce((sum, size) => sum + size, 0);
  }
  throw new GraphMismatch(`${node.name} takes the style apart otherwise`);
}
