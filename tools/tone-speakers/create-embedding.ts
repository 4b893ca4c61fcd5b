import { encodeModel } from '../onnx/encode-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats } from '../onnx/model.ts';
import { BAND_COUNT } from '../../src/engines/speakers/fbank/to-fbank.ts';
import { TensorMath } from '../tone-listener/tensor-math.ts';
import { pilots } from './pilots.ts';

const OPSET = 17;
const WIDTH = 256;
/** A pilot is switched on every 50 ms, and off half way between. */
const PERIOD_FRAMES = 5;
const HALF_FRAMES = 2;
/**
 * Mel bands in which the pilots are heard, and what each says of each voice: the second pilot sounds in the third's
 * band, too.
 */
const BANDS = [75, 77, 78] as const;
const VOICES_OF_BANDS = [1, 0, 0, 0, 1, 0, 0, -1, 1];
/** How much the band of the pilot that is switched counts above the others. */
const SHARPNESS = 2;

/**
 * Builds a model with the signature of WeSpeaker's that knows the tone voices by whose pilot is switched on and off:
 * the band that is like itself after 50 ms and unlike itself half way. Each voice has a direction of its own, and other
 * sounds have a mixture.
 */
export function createEmbedding(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder();
  const features = graph.input('feats', 'float32', [1, 'frames', BAND_COUNT]);
  const math = new TensorMath(graph.module('embedding'));
  const bands = math.gather(features, math.int(...BANDS), 2);
  const likeness = (lag: number): string => addLikeness(math, bands, lag);
  const changes = math.op('Sub', likeness(PERIOD_FRAMES), likeness(HALF_FRAMES));
  const mixing = graph.constant(floats([BANDS.length, pilots.length], VOICES_OF_BANDS));
  const scores = math.op('MatMul', changes, mixing);
  const shares = graph.node('Softmax', [math.op('Mul', scores, math.float(SHARPNESS))], {
    axis: { int: 1 },
  });
  const directions = graph.weight('directions', () => floats([pilots.length, WIDTH], createDirections()));
  graph.output(math.op('MatMul', shares, directions), { name: 'embs', type: 'float32', dims: [1, WIDTH] });
  return encodeModel(graph.toModel('tone-embedding', OPSET)).toBytes();
}

/** How much each band is like itself so many frames later: `[1, 3]`. */
function addLikeness(math: TensorMath, bands: string, lag: number): string {
  const later = math.slice(bands, [lag, Number.MAX_SAFE_INTEGER], 1);
  const products = math.op('Mul', later, math.slice(bands, [0, -lag], 1));
  return math.graph.node('ReduceMean', [products], { axes: { ints: [1] }, keepdims: { int: 0 } });
}

/** Directions at right angles: each has a third of the values for itself. */
function createDirections(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: pilots.length * WIDTH }, (_, index) =>
    (index % WIDTH) % pilots.length === Math.floor(index / WIDTH) ? 1 : 0,
  );
}
