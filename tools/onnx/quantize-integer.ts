import { GraphRewrite } from './graph-rewrite.ts';
import { ints, type Model, type Node, type Tensor } from './model.ts';
import { quantizeSigned, quantizeUnsigned, transposeLast, type QuantizedTensor } from './quantize-tensor.ts';

const TO_INT32 = { to: { int: 6 } };
const TO_FLOAT = { to: { int: 1 } };

/**
 * Quantises a model as ONNX Runtime's dynamic quantiser wrote Kokoro's official q8 files: convolutions with uint8 weights,
 * whose biases are added as whole numbers; products with int8 weights, a scale for each column; LSTMs with a scale for each
 * direction; embeddings. Nodes named in `kept` stay as they are.
 */
export function quantizeInteger(model: Model, kept: readonly string[] = []): Model {
  const quantizer = new IntegerQuantizer(model);
  for (const node of model.nodes) {
    if (kept.includes(node.name)) quantizer.keep(node);
    else quantizer.quantize(node);
  }
  return quantizer.toModel();
}

interface QuantizedNames {
  readonly values: string;
  readonly scale: string;
  readonly zeroPoint: string;
}

/** The names are the quantiser's own, its misspelling included. */
class IntegerQuantizer {
  readonly #rewrite: GraphRewrite;
  /** Values and weights that are quantised already; nodes that read the same one share its numbers. */
  readonly #quantized = new Map<string, QuantizedNames>();

  constructor(model: Model) {
    this.#rewrite = new GraphRewrite(model);
  }

  toModel(): Model {
    return this.#rewrite.toModel();
  }

  keep(node: Node): void {
    this.#rewrite.nodes.push(node);
  }

  quantize(node: Node): void {
    const [first, second] = node.inputs;
    const table = this.#rewrite.floats(first);
    const weight = this.#rewrite.floats(second);
    if (node.opType === 'Gather' && table !== undefined) this.#quantizeGather(node, table);
    else if (node.opType === 'LSTM' && weight !== undefined) this.#quantizeLstm(node, weight);
    else if (node.opType === 'Conv' && weight !== undefined) this.#quantizeConv(node, weight);
    else if (node.opType === 'MatMul' && weight !== undefined) this.#quantizeProduct(node, weight);
    else if (node.opType === 'Gemm' && weight !== undefined) this.#quantizeGemm(node, weight);
    else this.keep(node);
  }

  #quantizeGather(node: Node, table: Tensor): void {
    const [name = '', ids = ''] = node.inputs;
    const [output = ''] = node.outputs;
    const names = this.#weight(name, () => quantizeSigned(table));
    const values = this.#rewrite.add({
      ...node,
      name: `${node.name}_quant`,
      inputs: [names.values, ids],
      outputs: [`${output}_quantized`],
    });
    this.#rewrite.add({
      name: `${node.name}_quant_DequantizeLinear`,
      opType: 'DequantizeLinear',
      inputs: [values, names.scale, names.zeroPoint],
      outputs: [output],
    });
  }

  /** The operator wants its weights turned against those of the plain LSTM. */
  #quantizeLstm(node: Node, weight: Tensor): void {
    const [input = '', weightName = '', recurrenceName = '', ...rest] = node.inputs;
    const recurrence = this.#rewrite.floats(recurrenceName);
    if (recurrence === undefined) throw new TypeError(`${node.name} computes its recurrent weights`);
    const turned = (name: string, tensor: Tensor): QuantizedNames =>
      this.#weight(name, () => quantizeSigned(transposeLast(tensor), 0));
    const w = turned(weightName, weight);
    const r = turned(recurrenceName, recurrence);
    this.#rewrite.add({
      ...node,
      name: `${node.name}_quant`,
      opType: 'DynamicQuantizeLSTM',
      domain: 'com.microsoft',
      inputs: [input, w.values, r.values, ...rest, w.scale, w.zeroPoint, r.scale, r.zeroPoint],
    });
  }

  #quantizeConv(node: Node, weight: Tensor): void {
    const [input = '', weightName = '', bias] = node.inputs;
    const [output = ''] = node.outputs;
    const x = this.#activation(input);
    const w = this.#weight(weightName, () => quantizeUnsigned(weight));
    const product = this.#rewrite.add({
      name: `${node.name}_quant`,
      opType: 'ConvInteger',
      inputs: [x.values, w.values, x.zeroPoint, w.zeroPoint],
      outputs: [`${output}_output_quantized`],
      attributes: node.attributes,
    });
    if (bias === undefined) this.#addScaled(node, { product, x, w });
    else this.#addBiased(node, { product, x, w, bias });
  }

  #quantizeProduct(node: Node, weight: Tensor): void {
    const [input = '', weightName = ''] = node.inputs;
    const [output = ''] = node.outputs;
    const x = this.#activation(input);
    const w = this.#weight(weightName, () => quantizeSigned(weight, 1));
    const product = this.#rewrite.add({
      name: `${node.name}_quant`,
      opType: 'MatMulInteger',
      inputs: [x.values, w.values, x.zeroPoint, w.zeroPoint],
      outputs: [`${output}_output_quantized`],
    });
    this.#addScaled(node, { product, x, w });
  }

  #quantizeGemm(node: Node, weight: Tensor): void {
    const [input = '', weightName = '', bias = ''] = node.inputs;
    const [output = ''] = node.outputs;
    const product = `${output}_MatMul`;
    const matMul = { inputs: [input, weightName], outputs: [product], attributes: {} };
    this.#quantizeProduct(
      { ...node, ...matMul, name: `${node.name}_MatMul`, opType: 'MatMul' },
      transposeLast(weight),
    );
    this.#rewrite.add({
      name: `${node.name}_Add`,
      opType: 'Add',
      inputs: [product, bias],
      outputs: [output],
    });
  }

  #addScaled(
    { name, outputs }: Node,
    { product, x, w }: { readonly product: string; readonly x: QuantizedNames; readonly w: QuantizedNames },
  ): void {
    const cast = `${outputs[0] ?? ''}_output_quantized_cast`;
    const whole = this.#rewrite.add({
      name: cast,
      opType: 'Cast',
      inputs: [product],
      outputs: [`${cast}_output`],
      attributes: TO_FLOAT,
    });
    const scale = this.#rewrite.add({
      name: `${name}_quant_scales_mul`,
      opType: 'Mul',
      inputs: [x.scale, w.scale],
      outputs: [`${name}_quant_scales_mul:0`],
    });
    this.#addProduct(name, { whole, scale, outputs });
  }

  #addBiased(
    { name, outputs }: Node,
    options: {
      readonly product: string;
      readonly x: QuantizedNames;
      readonly w: QuantizedNames;
      readonly bias: string;
    },
  ): void {
    const { product, x, w, bias } = options;
    const [output = ''] = outputs;
    const step = (opType: string, part: readonly [string, string], inputs: readonly string[]): string =>
      this.#rewrite.add({
        ...{ name: part[0], opType, inputs, outputs: [part[1]] },
        ...(opType === 'Cast' ? { attributes: part[1] === `${bias}_quantized` ? TO_INT32 : TO_FLOAT } : {}),
      });
    const scale = step('Mul', [`${bias}_scale_node`, `${bias}_scale`], [x.scale, w.scale]);
    const quotient = step('Div', [`${bias}_tmp_qaunt`, `${bias}_tmp_quant:0`], [bias, scale]);
    const floor = step('Floor', [`${bias}_quant_rounded`, `${bias}_quant_rounded:0`], [quotient]);
    const whole = step('Cast', [`${bias}_quantized_node`, `${bias}_quantized`], [floor]);
    const shape = this.#rewrite.shared(`${bias}_quantized_reshape_shape`, ints([1, -1, 1]));
    const column = step('Reshape', [`${bias}_quantizedreshape`, `${output}_reshape`], [whole, shape]);
    const sum = step('Add', [`${bias}_quantizedbias_add`, `${output}_bias_add`], [product, column]);
    const cast = `${output}_bias_add_cast`;
    this.#addProduct(name, { whole: step('Cast', [cast, `${cast}_output`], [sum]), scale, outputs });
  }

  #addProduct(
    name: string,
    options: { readonly whole: string; readonly scale: string; readonly outputs: readonly string[] },
  ): void {
    const { whole, scale, outputs } = options;
    this.#rewrite.add({
      ...{ name: `${name}_quant_output_scale_mul`, opType: 'Mul', inputs: [whole, scale], outputs },
    });
  }

  #activation(value: string): QuantizedNames {
    const known = this.#quantized.get(value);
    if (known !== undefined) return known;
    const scale = `${value}_scale`;
    const names = { values: `${value}_dynamic_quantized`, scale, zeroPoint: `${value}_zero_point` };
    this.#quantized.set(value, names);
    this.#rewrite.add({
      name: `${value}_QuantizeLinear`,
      opType: 'DynamicQuantizeLinear',
      inputs: [value],
      outputs: [names.values, names.scale, names.zeroPoint],
    });
    return names;
  }

  #weight(name: string, quantize: () => QuantizedTensor): QuantizedNames {
    const known = this.#quantized.get(name);
    if (known !== undefined) return known;
    const { values, scale, zeroPoint } = quantize();
    const names = {
      values: this.#rewrite.constant(`${name}_quantized`, () => values),
      scale: this.#rewrite.shared(`${name}_scale`, scale),
      zeroPoint: this.#rewrite.shared(`${name}_zero_point`, zeroPoint),
    };
    this.#quantized.set(name, names);
    return names;
  }
}
