import { computeConstant, isComputable } from '../compute-constant.ts';
import { countElements, toFloats } from '../float-tensor.ts';
import { ELEMENT_TYPES, type OnnxNode } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';

/** Larger results are weights, which are computed when they are read. */
const MOST_ELEMENTS = 4096;

/** Replaces a node that computes a few floats from constants by the constant that it gives. */
export function foldConstant(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (!isComputable(node) || node.outputs.length !== 1) return false;
  const tensors = node.inputs.map((input) => graph.constant(input));
  if (tensors.length === 0 || tensors.includes(null)) return false;
  const inputs = tensors.filter((tensor) => tensor !== null);
  if (inputs.some(({ dims }) => countElements(dims) > MOST_ELEMENTS)) return false;
  const { dims, data } = computeConstant(
    node,
    inputs.map((tensor) => toFloats(tensor)),
  );
  const [output = ''] = node.outputs;
  const raw = new Uint8Array(data.buffer);
  const elementType = ELEMENT_TYPES.float32;
  graph.replace(output, graph.addConstant({ name: `${output}/folded`, dims, elementType, raw, values: [] }));
  return true;
}
