import { combine } from '../tensor-arithmetic.ts';
import { encodeIntAttribute } from '../encode-node.ts';
import { toFloats, type FloatTensor } from '../float-tensor.ts';
import type { OnnxNode, OnnxTensor } from '../onnx-graph.ts';
import type { CanonicalGraph } from './canonical-graph.ts';
import { addDerived } from './derived-weight.ts';

/**
 * Joins two transposed convolutions whose difference is taken to one of both inputs, one behind the other: the inverse
 * transform of real and imaginary parts.
 */
export function joinInverseTransforms(graph: CanonicalGraph, node: OnnxNode): boolean {
  if (node.opType !== 'Sub') return false;
  const [real, imaginary] = node.inputs.map((input) => graph.producer(input));
  if (real?.opType !== 'ConvTranspose' || imaginary?.opType !== 'ConvTranspose') return false;
  if (real.inputs.length !== 2 || imaginary.inputs.length !== 2) return false;
  const [first, second] = [real, imaginary].map(({ inputs }) => graph.constant(inputs[1] ?? ''));
  if (!isWave(first) || !isWave(second) || first.dims.join() !== second.dims.join()) return false;
  const [bins = 0, ...sizes] = first.dims;
  const name = `${first.name}/${second.name}/joined`;
  const weight = addDerived(
    graph,
    { name, dims: [2 * bins, ...sizes] },
    {
      compute: () => join(first, second),
    },
  );
  const parts = [real.inputs[0] ?? '', imaginary.inputs[0] ?? ''];
  const attributes = new Map([['axis', encodeIntAttribute('axis', 1)]]);
  const output = `${real.outputs[0] ?? ''}/joined`;
  const both = graph.addNode({
    ...node,
    name: `${real.name}_Concat`,
    opType: 'Concat',
    attributes,
    inputs: parts,
    outputs: [output],
  });
  graph.addNode({ ...real, inputs: [both, weight], outputs: node.outputs });
  return true;
}

/** Only what turns to one channel is a transform. */
function isWave(tensor: OnnxTensor | null | undefined): tensor is OnnxTensor {
  return tensor?.dims.length === 3 && tensor.dims[1] === 1;
}

function join(real: OnnxTensor, imaginary: OnnxTensor): FloatTensor {
  const zero = { dims: [], data: new Float32Array(1) };
  const [first, negated] = [toFloats(real), combine(zero, toFloats(imaginary), (a, b) => a - b)];
  const data = new Float32Array(2 * first.data.length);
  data.set(first.data);
  data.set(negated.data, first.data.length);
  return { dims: [], data };
}
