import type { OnnxNode } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';

/**
 * Takes out the sums that ONNX Runtime's optimiser has put into other operators: the residual and the bias of
 * `SkipLayerNormalization`, which leaves a plain layer norm, and the bias of `FastGelu`.
 */
export function splitFusedSum(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType === 'SkipLayerNormalization') return splitNorm(graph, node);
  if (node.opType !== 'FastGelu' || (node.inputs[1] ?? '') === '') return false;
  const [input = '', bias = ''] = node.inputs;
  graph.addNode({ ...node, inputs: [addSum(graph, node, [input, bias])] });
  return true;
}

function splitNorm(graph: CanonicalGraph, node: OnnxNode): boolean {
  const [input = '', residual = '', gain = '', shift = '', bias = ''] = node.inputs;
  const [output = '', ...others] = node.outputs;
  // Without an ε of its own, a plain layer norm would have another.
  if (others.some((other) => other !== '') || !node.attributes.has('epsilon')) return false;
  const biased = bias === '' ? input : addSum(graph, node, [input, bias]);
  const sum = addSum(graph, node, [biased, residual]);
  const inputs = shift === '' ? [sum, gain] : [sum, gain, shift];
  graph.addNode({ ...node, opType: 'LayerNormalization', domain: '', inputs, outputs: [output] });
  return true;
}

function addSum(graph: CanonicalGraph, node: OnnxNode, inputs: readonly [string, string]): string {
  const name = `${node.name}/${inputs[1]}`;
  const outputs = [`${node.outputs[0] ?? ''}/${inputs[1]}`];
  return graph.addNode({ ...node, opType: 'Add', domain: '', attributes: new Map(), name, inputs, outputs });
}
