import type { OnnxNode, OnnxTensor } from '../onnx-graph.ts';

/** Longer constants are weights, each of which is one of a kind. */
const KEYED_BYTES = 1024;
const COMMUTATIVE_OPS = ['Add', 'Mul'];
const RANDOM_OPS = [
  ...['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike'],
  ...['Bernoulli', 'Multinomial', 'Dropout'],
];
const decoder = new TextDecoder('latin1');

/** Distinguishes constants with different elements; null where the elements need no comparison. */
export function toTensorKey({ dims, elementType, raw, values }: OnnxTensor): string | null {
  if (raw === null) return values.length > 0 ? `${elementType} [${dims.join()}] = ${values.join()}` : null;
  return raw.byteLength > KEYED_BYTES ? null : `${elementType} [${dims.join()}] ${decoder.decode(raw)}`;
}

/** Distinguishes nodes that compute different things; null where even the same node gives something else each time. */
export function toNodeKey({
  opType,
  domain,
  inputs,
  outputs,
  attributes,
  captured,
}: OnnxNode): string | null {
  if (RANDOM_OPS.includes(opType) || captured.length > 0) return null;
  const sorted = COMMUTATIVE_OPS.includes(opType) ? inputs.toSorted() : inputs;
  const details = [...attributes.values()].map(({ bytes }) => decoder.decode(bytes)).toSorted();
  return JSON.stringify([domain, opType, sorted, details, outputs.length]);
}
