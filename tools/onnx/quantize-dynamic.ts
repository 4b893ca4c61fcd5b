import { ints, type Model, type Node, type Tensor } from './model.ts';
import { quantizeUnsigned, transposeLast } from './quantize-tensor.ts';

/** Adds nodes and initializers to a model that is being rewritten. */
interface Rewrite {
  readonly nodes: Node[];
  readonly initializers: Map<string, Tensor>;
  readonly used: Set<string>;
}

/**
 * Quantises a model as ONNX Runtime's `quantize_dynamic` does it with unsigned weights: every Conv and every MatMul
 * with a constant weight becomes a product of whole numbers, whose input is quantised in each run; a Gemm becomes
 * a MatMul first. Embeddings and LSTMs stay as they are.
 */
export function quantizeDynamic(model: Model): Model {
  const rewrite: Rewrite = { nodes: [], initializers: new Map(model.initializers), used: new Set() };
  for (const node of model.nodes.flatMap((each) => splitGemm(each, rewrite))) {
    const weight = rewrite.initializers.get(node.inputs[1] ?? '');
    const isProduct = node.opType === 'Conv' || node.opType === 'MatMul';
    if (isProduct && weight?.type === 'float32') quantizeNode(node, weight, rewrite);
    else rewrite.nodes.push(node);
  }
  const { nodes, initializers, used } = rewrite;
  const kept = new Set(nodes.flatMap(({ inputs }) => inputs));
  for (const name of used) if (!kept.has(name)) initializers.delete(name);
  return { ...model, nodes, initializers };
}

function splitGemm(node: Node, { initializers }: Rewrite): Node[] {
  const [input = '', name = '', bias = ''] = node.inputs;
  const weight = initializers.get(name);
  if (node.opType !== 'Gemm' || weight === undefined) return [node];
  initializers.set(name, transposeLast(weight));
  const product = `${node.outputs[0] ?? ''}_MatMul`;
  return [
    {
      ...node,
      name: `${node.name}_MatMul`,
      opType: 'MatMul',
      inputs: [input, name],
      outputs: [product],
      attributes: {},
    },
    { ...node, name: `${node.name}_Add`, opType: 'Add', inputs: [product, bias], attributes: {} },
  ];
}

function quantizeNode(node: Node, weight: Tensor, rewrite: Rewrite): void {
  const { nodes } = rewrite;
  const [input = '', weightName = '', bias] = node.inputs;
  const [output = ''] = node.outputs;
  const activation = quantizeActivation(input, rewrite);
  const constant = quantizeWeight(weightName, weight, rewrite);
  const product = `${output}_output_quantized`;
  const name = `${node.name}_quant`;
  const plain = { attributes: {} };
  nodes.push({
    name,
    opType: `${node.opType}Integer`,
    inputs: [activation.values, constant.values, activation.zeroPoint, constant.zeroPoint],
    outputs: [product],
    attributes: node.attributes,
  });
  const cast = `${product}_cast`;
  nodes.push({
    name: cast,
    opType: 'Cast',
    inputs: [product],
    outputs: [`${cast}_output`],
    attributes: { to: { int: 1 } },
  });
  const scale = `${name}_scales_mul`;
  nodes.push({
    ...plain,
    name: scale,
    opType: 'Mul',
    inputs: [activation.scale, constant.scale],
    outputs: [`${scale}:0`],
  });
  const scaled = bias === undefined ? output : `${output}quant_scaled_output`;
  const factors = [`${cast}_output`, `${scale}:0`];
  nodes.push({
    ...plain,
    name: `${name}_output_scale_mul`,
    opType: 'Mul',
    inputs: factors,
    outputs: [scaled],
  });
  if (bias !== undefined) addBias({ bias, scaled, output, rank: weight.dims.length }, rewrite);
}

function addBias(
  { bias, scaled, output, rank }: { bias: string; scaled: string; output: string; rank: number },
  { nodes, initializers }: Rewrite,
): void {
  const shape = `${output}_bias_reshape_shape`;
  initializers.set(shape, ints([1, -1, ...new Array<number>(rank - 2).fill(1)]));
  const column = `${output}_bias_reshape_output`;
  const attributes = {};
  nodes.push({
    name: `${output}_bias_reshape`,
    opType: 'Reshape',
    inputs: [bias, shape],
    outputs: [column],
    attributes,
  });
  nodes.push({
    name: `${output}_bias_add`,
    opType: 'Add',
    inputs: [scaled, column],
    outputs: [output],
    attributes,
  });
}

interface QuantizedNames {
  readonly values: string;
  readonly scale: string;
  readonly zeroPoint: string;
}

function toNames(name: string): QuantizedNames {
  return { values: `${name}_quantized`, scale: `${name}_scale`, zeroPoint: `${name}_zero_point` };
}

function quantizeActivation(input: string, { nodes, used }: Rewrite): QuantizedNames {
  const names = toNames(input);
  if (!used.has(input)) {
    const outputs = [names.values, names.scale, names.zeroPoint];
    const name = `${input}_QuantizeLinear`;
    nodes.push({ name, opType: 'DynamicQuantizeLinear', inputs: [input], outputs, attributes: {} });
  }
  used.add(input);
  return names;
}

function quantizeWeight(name: string, weight: Tensor, { initializers, used }: Rewrite): QuantizedNames {
  const names = toNames(name);
  if (used.has(name)) return names;
  used.add(name);
  const { values, scale, zeroPoint } = quantizeUnsigned(weight);
  initializers.set(names.values, values);
  initializers.set(names.scale, scale);
  initializers.set(names.zeroPoint, zeroPoint);
  return names;
}
