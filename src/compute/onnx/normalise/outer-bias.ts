import { countElements } from '../float-tensor.ts';
import type { OnnxNode } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';

/** Takes a constant for each channel, which is added to what a convolution gives, into the convolution. */
export function moveBiasIn(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType !== 'Add') return false;
  return [0, 1].some((place) => {
    const convolution = graph.producer(node.inputs[place] ?? '');
    const bias = graph.constant(node.inputs[1 - place] ?? '');
    if (convolution?.opType !== 'Conv' || (convolution.inputs[2] ?? '') !== '' || bias === null) return false;
    const channels = graph.constant(convolution.inputs[1] ?? '')?.dims[0] ?? 0;
    const [time, rows] = bias.dims.toReversed();
    const isColumn = time === 1 && rows === channels && countElements(bias.dims) === channels;
    if (!isColumn) return false;
    const name = graph.addConstant({ ...bias, name: `${bias.name}/row`, dims: [channels] });
    const inputs = [...convolution.inputs.slice(0, 2), name];
    graph.addNode({ ...convolution, inputs, outputs: node.outputs });
    return true;
  });
}
