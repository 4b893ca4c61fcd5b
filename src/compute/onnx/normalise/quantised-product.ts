import type { OnnxNode } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';
import { addDequantised } from './derived-weight.ts';

const PLAIN_OPS: Readonly<Record<string, string>> = { ConvInteger: 'Conv', MatMulInteger: 'MatMul' };

/**
 * Replaces a product of whole numbers, as ONNX Runtime's dynamic quantisation makes it, by a product of floats. `node` is
 * the last one of the group: it multiplies the product, which was cast, with both scales.
 */
export function replaceQuantisedProduct(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType !== 'Mul') return false;
  return [0, 1].some((place) => {
    const cast = graph.producer(node.inputs[place] ?? '');
    const scale = graph.producer(node.inputs[1 - place] ?? '');
    if (cast?.opType !== 'Cast' || scale?.opType !== 'Mul') return false;
    const sum = findSum(graph, cast.inputs[0] ?? '');
    return sum !== null && replaceProduct(graph, { ...sum, scale, outputs: node.outputs });
  });
}

interface Product {
  readonly product: OnnxNode;
  /** What is added to it, in fp32; empty where nothing is. */
  readonly bias: string;
}

/** Finds the product of whole numbers, behind the sum with its bias where there is one. */
function findSum(graph: CanonicalGraph, value: string): Product | null {
  const maker = graph.producer(value);
  if (maker === null) return null;
  if (maker.opType in PLAIN_OPS) return { product: maker, bias: '' };
  if (maker.opType !== 'Add') return null;
  for (const place of [0, 1]) {
    const product = graph.producer(maker.inputs[place] ?? '');
    const bias = findBias(graph, maker.inputs[1 - place] ?? '');
    if (product !== null && product.opType in PLAIN_OPS && bias !== null) return { product, bias };
  }
  return null;
}

/** Goes back from a bias as whole numbers to the floats that were divided by the scale. */
function findBias(graph: CanonicalGraph, value: string): string | null {
  const node = graph.producer(value);
  if (node === null) return null;
  const [input = ''] = node.inputs;
  if (['Reshape', 'Cast', 'Floor', 'Round', 'Unsqueeze'].includes(node.opType)) return findBias(graph, input);
  return node.opType === 'Div' && graph.constant(input) !== null ? input : null;
}

function replaceProduct(
  graph: CanonicalGraph,
  {
    product,
    bias,
    scale,
    outputs,
  }: Product & { readonly scale: OnnxNode; readonly outputs: readonly string[] },
): boolean {
  const [input = '', weight = '', , zeroPoint = ''] = product.inputs;
  const quantised = graph.producer(input);
  const values = graph.constant(weight);
  const scales = scale.inputs.map((value) => graph.constant(value)).find((tensor) => tensor !== null);
  const hasInputScale = quantised !== null && scale.inputs.includes(quantised.outputs[1] ?? '');
  if (quantised?.opType !== 'DynamicQuantizeLinear' || !hasInputScale) return false;
  if (values === null || scales === undefined) return false;
  const isConvolution = product.opType === 'ConvInteger';
  const constants = { values, scales, zeroPoints: graph.constant(zeroPoint) };
  const plainWeight = addDequantised(graph, constants, { axis: isConvolution ? 0 : values.dims.length - 1 });
  const inputs = [quantised.inputs[0] ?? '', plainWeight, ...(isConvolution && bias !== '' ? [bias] : [])];
  const opType = PLAIN_OPS[product.opType] ?? product.opType;
  if (isConvolution || bias === '') graph.addNode({ ...product, opType, inputs, outputs });
  else {
    const inner = `${product.outputs[0] ?? ''}/plain`;
    const plain = graph.addNode({ ...product, opType, inputs, outputs: [inner] });
    graph.addNode({ ...scale, opType: 'Add', name: `${product.name}_bias`, inputs: [plain, bias], outputs });
  }
  return true;
}
