import type { FoundLayer } from './find-layer.ts';
import { GraphMismatch } from './onnx-graph.ts';

/** What a convolution must be like; what is not said is 1 or 0, as in ONNX. */
export interface ExpectedConvolution {
  /** Of the weight, in ONNX's order; the last is the kernel. */
  readonly dims: readonly number[];
  readonly outputs: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly padding?: number;
  readonly outputPadding?: number;
  readonly groups?: number;
}

/** Throws `GraphMismatch` where a convolution is not as expected in every respect. */
export function checkConvolution(layer: FoundLayer, expected: ExpectedConvolution): void {
  const { node, weight, bias } = layer;
  const { dims, outputs, stride = 1, dilation = 1, padding = 0, outputPadding = 0, groups = 1 } = expected;
  checkDims(node.name, weight.dims, dims);
  checkDims(`The bias of ${node.name}`, [bias.length], [outputs]);
  const { attributes } = node;
  const check = (name: string, wanted: readonly number[], fallback: readonly number[]): void => {
    const ints = attributes.get(name)?.ints ?? fallback;
    checkDims(`${name} of ${node.name}`, ints, wanted);
  };
  const kernel = dims.slice(2);
  check('kernel_shape', kernel, kernel);
  check('strides', [stride], [1]);
  check('dilations', [dilation], [1]);
  check('pads', [padding, padding], [0, 0]);
  check('output_padding', [outputPadding], [0]);
  const autoPad = attributes.get('auto_pad')?.text ?? 'NOTSET';
  const group = attributes.get('group')?.int ?? 1;
  if (autoPad !== 'NOTSET' || group !== groups)
    throw new GraphMismatch(`${node.name} pads itself or has ${group} groups`);
}

/** Throws `GraphMismatch` where a linear layer's sizes are not these. */
export function checkLinear(
  layer: FoundLayer,
  sizes: { readonly outputs: number; readonly inputs: number },
): void {
  const { node, weight, bias } = layer;
  checkDims(node.name, weight.dims, [sizes.outputs, sizes.inputs]);
  checkDims(`The bias of ${node.name}`, [bias.length], [sizes.outputs]);
}

/** Throws `GraphMismatch` where a tensor has other dimensions than expected; `name` names it in the message. */
export function checkDims(name: string, actual: readonly number[], expected: readonly number[]): void {
  if (actual.length === expected.length && actual.every((dim, axis) => dim === expected[axis])) return;
  throw new GraphMismatch(`${name} is [${actual.join()}], not [${expected.join()}]`);
}
