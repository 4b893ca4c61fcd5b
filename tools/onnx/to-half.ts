import { findFloatValues, isFloatTensor } from './float-values.ts';
import type { Model, Node, Tensor, ValueInfo } from './model.ts';

const FLOAT = 1;
const HALF = 10;

/**
 * Turns a model into half precision inside, as converters do that keep the inputs and outputs in fp32: weights and
 * constants are halved, casts stand at both ends, and the scales of Resize stay as they must be. Nodes that `isKept` picks
 * stay in fp32, between casts of their own.
 */
export function toHalf(model: Model, isKept: (node: Node) => boolean = () => false): Model {
  const floats = findFloatValues(model);
  const scales = new Set(
    model.nodes.filter(({ opType }) => opType === 'Resize').flatMap(({ inputs }) => inputs.slice(2)),
  );
  const initializers = new Map<string, Tensor>();
  for (const [name, tensor] of model.initializers) {
    initializers.set(name, tensor.type === 'float32' && !scales.has(name) ? halve(tensor) : tensor);
  }
  const inputs = new Map(model.inputs.filter(isFloat).map(({ name }) => [name, `${name}_half`]));
  const outputs = new Map(model.outputs.filter(isFloat).map(({ name }) => [name, `${name}_half`]));
  const rename = (value: string): string => inputs.get(value) ?? outputs.get(value) ?? value;
  const widen = (node: Node): Node[] => {
    const casts: Node[] = [];
    const toFloat = (value: string, index: number): string => {
      const constant = model.initializers.get(value);
      if (!floats.has(value) || scales.has(value)) return value;
      const name = `${node.name}_input_cast_${index}`;
      if (constant === undefined) casts.push(createCast(name, [rename(value), name], FLOAT));
      else initializers.set(name, constant);
      return name;
    };
    const results: Node[] = [];
    const fromFloat = (value: string, index: number): string => {
      if (!floats.has(value)) return value;
      const name = `${node.name}_output_cast_${index}`;
      results.push(createCast(name, [name, rename(value)], HALF));
      return name;
    };
    const wide = { ...node, inputs: node.inputs.map(toFloat), outputs: node.outputs.map(fromFloat) };
    return [...casts, wide, ...results];
  };
  const nodes = [
    ...[...inputs].map(([name, half], index) => createCast(`graph_input_cast_${index}`, [name, half], HALF)),
    ...model.nodes.flatMap((node) => (isKept(node) ? widen(node) : halveNode(node, rename))),
    ...[...outputs].map(([name, half], index) =>
      createCast(`graph_output_cast_${index}`, [half, name], FLOAT),
    ),
  ];
  const read = new Set(nodes.flatMap((node) => node.inputs));
  const kept = [...initializers].filter(([name]) => read.has(name));
  return { ...model, nodes, initializers: new Map(kept) };
}

function halveNode(node: Node, rename: (value: string) => string): Node {
  const { value } = node.attributes;
  return {
    ...node,
    inputs: node.inputs.map(rename),
    outputs: node.outputs.map(rename),
    attributes: {
      ...node.attributes,
      ...(isToFloat(node) ? { to: { int: HALF } } : {}),
      ...(value !== undefined && isFloatTensor(value) ? { value: { tensor: halve(value.tensor) } } : {}),
    },
  };
}

function isFloat({ type }: ValueInfo): boolean {
  return type === 'float32';
}

function isToFloat({ opType, attributes }: Node): boolean {
  const { to } = attributes;
  return opType === 'Cast' && to !== undefined && 'int' in to && to.int === FLOAT;
}

function createCast(name: string, [from, to]: readonly [string, string], type: number): Node {
  return { name, opType: 'Cast', inputs: [from], outputs: [to], attributes: { to: { int: type } } };
}

function halve({ dims, data }: Tensor): Tensor {
  const halfs = Uint16Array.from(new Float32Array(data.slice().buffer), toHalfBits);
  return { type: 'float16', dims, data: new Uint8Array(halfs.buffer) };
}

/** The nearest half float's bits; the fraction is rounded half to even. */
export function toHalfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (size >= 65_520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size || Number.MIN_VALUE)));
  const fraction = roundToEven(size / 2 ** (exponent - 10));
  // A fraction of 1024 is the next exponent's zero; below 1024 the number is subnormal.
  return sign | (((exponent + 14) << 10) + fraction);
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
