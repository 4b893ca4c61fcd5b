import { encodeModel } from '../onnx/encode-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { TensorMath } from './tensor-math.ts';

const OPSET = 17;
const CONTEXT_SAMPLES = 64;
const VOICE = 0.95;
/** Mean square of a frame that is no longer silence. */
const MIN_POWER = 1e-5;

/**
 * Builds a detector with the signature of Silero's that takes any sound for a voice, since Silero rightly finds none in
 * the tone model's tones.
 */
export function createDetector(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder();
  const input = graph.input('input', 'float32', [1, 'samples']);
  const state = graph.input('state', 'float32', [2, 1, 128]);
  graph.input('sr', 'int64', []);
  const math = new TensorMath(graph.module('detector'));
  const frame = math.slice(input, [CONTEXT_SAMPLES, Number.MAX_SAFE_INTEGER], 1);
  const power = graph.node('ReduceMean', [math.op('Mul', frame, frame)], { axes: { ints: [1] } });
  const isVoice = math.toFloat(math.op('Greater', power, math.float(MIN_POWER)));
  graph.output(math.op('Mul', isVoice, math.float(VOICE)), { name: 'output', type: 'float32', dims: [1, 1] });
  graph.output(state, { name: 'stateN', type: 'float32', dims: [2, 1, 128] });
  return encodeModel(graph.toModel('tone-detector', OPSET)).toBytes();
}
