import type { Model, Node, Tensor, ValueInfo } from './model.ts';

const FLOAT = 1;
const HALF = 10;

/**
 * Turns a model into half precision inside, as converters do that keep the inputs and outputs in fp32: weights and
 * constants are halved, casts stand at both ends, and the scales of Resize stay as they must be.
 */
export function toHalf(model: Model): Model {
  const kept = new Set(
    model.nodes.filter(({ opType }) => opType === 'Resize').flatMap(({ inputs }) => inputs.slice(2)),
  );
  const initializers = new Map<string, Tensor>();
  for (const [name, tensor] of model.initializers) {
    initializers.set(name, tensor.type === 'float32' && !kept.has(name) ? halve(tensor) : tensor);
  }
  const inputs = new Map(model.inputs.filter(isFloat).map(({ name }) => [name, `${name}_half`]));
  const outputs = new Map(model.outputs.filter(isFloat).map(({ name }) => [name, `${name}_half`]));
  const rename = (value: string): string => inputs.get(value) ?? outputs.get(value) ?? value;
  const nodes = [
    ...[...inputs].map(([name, half], index) => createCast(`graph_input_cast_${index}`, [name, half], HALF)),
    ...model.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
      attributes:
        node.attributes['to'] !== undefined && isToFloat(node) ? { to: { int: HALF } } : node.attributes,
    })),
    ...[...outputs].map(([name, half], index) =>
      createCast(`graph_output_cast_${index}`, [half, name], FLOAT),
    ),
  ];
  return { ...model, nodes, initializers };
}

function isFloat({ type }: ValueInfo): boolean {
  return type === 'float32';
}

function isToFloat({ attributes }: Node): boolean {
  const to = attributes['to'];
  return to !== undefined && 'int' in to && to.int === FLOAT;
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
