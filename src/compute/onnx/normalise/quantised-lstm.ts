import type { OnnxNode } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';
import { addDequantised } from './derived-weight.ts';

/** Inputs of ONNX Runtime's `DynamicQuantizeLSTM`: the first eight are those of `LSTM`. */
const PLAIN_INPUTS = 8;
const PLACES = [
  { weight: 1, scale: 8, zeroPoint: 9 },
  { weight: 2, scale: 10, zeroPoint: 11 },
] as const;

/** Replaces a quantised LSTM by a plain one, whose weights [directions, 4 · hidden, inputs] are turned the other way round. */
export function replaceQuantisedLstm(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType !== 'DynamicQuantizeLSTM') return false;
  const inputs = node.inputs.slice(0, PLAIN_INPUTS);
  for (const { weight, scale, zeroPoint } of PLACES) {
    const values = graph.constant(node.inputs[weight] ?? '');
    const scales = graph.constant(node.inputs[scale] ?? '');
    const zeroPoints = graph.constant(node.inputs[zeroPoint] ?? '');
    const [directions = 0] = values?.dims ?? [];
    // One scale for each direction; more of them do not occur.
    if (values === null || scales?.dims.join() !== String(directions)) return false;
    inputs[weight] = addDequantised(graph, { values, scales, zeroPoints }, { axis: 0, order: [0, 2, 1] });
  }
  while (inputs.at(-1) === '') inputs.pop();
  graph.addNode({ ...node, opType: 'LSTM', domain: '', inputs });
  return true;
}
