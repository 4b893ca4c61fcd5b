import { encodeModel } from '../onnx/encode-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats } from '../onnx/model.ts';
import { BAND_COUNT } from '../../src/engines/speakers/fbank/to-fbank.ts';
import { TensorMath } from '../tone-listener/tensor-math.ts';
import { pilots } from './pilots.ts';

const OPSET = 17;
const WIDTH = 256;
const RATE = 16_000;
/** How much the most restless pilot's band counts above the others. */
const SHARPNESS = 3;

/**
 * Builds a model with the signature of WeSpeaker's that knows the tone voices by whose pilot is switched on and off: the
 * band that changes most. Each voice has a direction of its own, and other sounds have a mixture.
 */
export function createEmbedding(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder();
  const features = graph.input('feats', 'float32', [1, 'frames', BAND_COUNT]);
  const math = new TensorMath(graph.module('embedding'));
  const bands = math.gather(features, math.int(...pilots.map(({ hertz }) => toBand(hertz))), 2);
  const changes = graph.node('ReduceMean', [math.op('Abs', bands)], {
    axes: { ints: [1] },
    keepdims: { int: 0 },
  });
  const shares = graph.node('Softmax', [math.op('Mul', changes, math.float(SHARPNESS))], {
    axis: { int: 1 },
  });
  const directions = graph.weight('directions', () => floats([pilots.length, WIDTH], createDirections()));
  graph.output(math.op('MatMul', shares, directions), { name: 'embs', type: 'float32', dims: [1, WIDTH] });
  return encodeModel(graph.toModel('tone-embedding', OPSET)).toBytes();
}

/** The mel band in whose middle a frequency lies. */
function toBand(hertz: number): number {
  const toMel = (value: number): number => 1127 * Math.log(1 + value / 700);
  const lowest = toMel(20);
  const step = (toMel(RATE / 2) - lowest) / (BAND_COUNT + 1);
  return Math.round((toMel(hertz) - lowest) / step) - 1;
}

/** Directions at right angles: each has a third of the values for itself. */
function createDirections(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: pilots.length * WIDTH }, (_, index) =>
    (index % WIDTH) % pilots.length === Math.floor(index / WIDTH) ? 1 : 0,
  );
}
