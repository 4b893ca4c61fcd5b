import { dequantizeBlocks } from '../dequantize.ts';
import { countElements } from '../float-tensor.ts';
import type { OnnxNode } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';
import { addDequantised, addDerived, toQuantised, type QuantisedConstants } from './derived-weight.ts';

const QUANTISING_OPS = ['DynamicQuantizeLinear', 'QuantizeLinear'];

/**
 * Replaces what turns whole numbers back to floats: of a constant it becomes a constant, of rows that are looked up in a
 * constant a look-up in floats, and of what was quantised just before nothing.
 */
export function replaceDequantisation(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType !== 'DequantizeLinear') return false;
  const [input = '', scale = '', zeroPoint = ''] = node.inputs;
  const [output = ''] = node.outputs;
  const maker = graph.producer(input);
  if (maker !== null && QUANTISING_OPS.includes(maker.opType)) {
    graph.replace(output, maker.inputs[0] ?? '');
    return true;
  }
  const isLookUp = maker?.opType === 'Gather';
  const values = graph.constant(isLookUp ? (maker.inputs[0] ?? '') : input);
  const scales = graph.constant(scale);
  if (values === null || scales === null) return false;
  const weight = addWeight(graph, { values, scales, zeroPoints: graph.constant(zeroPoint) }, node);
  if (!isLookUp) graph.replace(output, weight);
  // Which scale belongs to a row is known only where all have the same.
  else if (countElements(scales.dims) !== 1) return false;
  else graph.addNode({ ...maker, inputs: [weight, ...maker.inputs.slice(1)], outputs: node.outputs });
  return true;
}

function addWeight(graph: CanonicalGraph, constants: QuantisedConstants, { attributes }: OnnxNode): string {
  const axis = attributes.get('axis')?.int ?? 1;
  const blockSize = attributes.get('block_size')?.int ?? 0;
  if (blockSize === 0) return addDequantised(graph, constants, { axis });
  const { name, dims } = constants.values;
  const derived = { name: `${name}/${constants.scales.name}/dequantised`, dims };
  return addDerived(graph, derived, {
    compute: () => dequantizeBlocks(toQuantised(constants), { axis, blockSize }),
  });
}
