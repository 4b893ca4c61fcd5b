import { encodeModel } from '../onnx/encode-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats } from '../onnx/model.ts';
import { TensorMath } from '../tone-listener/tensor-math.ts';
import { pilots } from './pilots.ts';

const OPSET = 17;
const RATE = 16_000;
/** Samples that a frame of pyannote's segmentation looks at, and from one frame to the next. */
const FIELD_SAMPLES = 991;
const STEP_SAMPLES = 270;
/** A pilot's amplitude in a frame from which on its voice speaks. */
const MIN_AMPLITUDE = 0.0072;
const SURE = 10;
/** The speakers of each class, as pyannote's: nobody, one of three, or two of them. */
const CLASSES: readonly (readonly number[])[] = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 0],
  [1, 0, 1],
  [0, 1, 1],
];

/**
 * Builds a model with the signature of pyannote's segmentation 3.0 that hears the pilots of the tone voices. It numbers
 * the voices from the front in windows whose first half is the louder one, and from the back in others, since the real
 * one's numbers mean nothing beyond a window either.
 */
export function createSegmentation(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder();
  const input = graph.input('input_values', 'float32', [1, 1, 'samples']);
  const math = new TensorMath(graph.module('segmentation'));
  const speakers = addSpeakers(math, input);
  const numbered = addNumbering(math, speakers);
  // Of all classes, the one that has the same speakers has the highest logit.
  const classes = graph.constant(floats([1, 1, CLASSES.length, 3], CLASSES.flat()));
  const rows = math.op('Unsqueeze', numbered, math.int(2));
  const distance = math.op('Abs', math.op('Sub', rows, classes));
  const distances = graph.node('ReduceSum', [distance, math.int(3)], { keepdims: { int: 0 } });
  const logits = math.op('Mul', distances, math.float(-SURE));
  graph.output(logits, { name: 'logits', type: 'float32', dims: [1, 'frames', CLASSES.length] });
  return encodeModel(graph.toModel('tone-segmentation', OPSET)).toBytes();
}

/** Whether each voice's pilot sounds: `[1, frames, 3]`. */
function addSpeakers(math: TensorMath, input: string): string {
  const { graph } = math;
  const waves = graph.weight('waves', () => floats([6, 1, FIELD_SAMPLES], createWaves()));
  const products = graph.node('Conv', [input, waves], { strides: { ints: [STEP_SAMPLES] } });
  const squares = math.op('Mul', products, products);
  const power = math.op(
    'Add',
    math.slice(squares, [0, pilots.length], 1),
    math.slice(squares, [pilots.length, 2 * pilots.length], 1),
  );
  const isOn = math.op('Greater', power, math.float(MIN_AMPLITUDE * MIN_AMPLITUDE));
  return graph.node('Transpose', [math.toFloat(isOn)], { perm: { ints: [0, 2, 1] } });
}

/** Numbers the voices from the back where the second half has more speech. */
function addNumbering(math: TensorMath, speakers: string): string {
  const { graph } = math;
  const frames = math.slice(math.op('Shape', speakers), [1, 2]);
  const half = math.op('Div', frames, math.int(2));
  const sum = (part: string): string =>
    graph.node('ReduceSum', [part, math.int(0, 1, 2)], { keepdims: { int: 0 } });
  const early = sum(math.op('Slice', speakers, math.int(0), half, math.int(1)));
  const late = sum(math.op('Slice', speakers, half, frames, math.int(1)));
  const backwards = math.gather(speakers, math.int(2, 1, 0), 2);
  return math.op('Where', math.op('Less', early, late), backwards, speakers);
}

/** Windowed cosines and sines whose product with a steady tone is its amplitude. */
function createWaves(): Float32Array<ArrayBuffer> {
  const shape = Array.from(
    { length: FIELD_SAMPLES },
    (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (FIELD_SAMPLES - 1)),
  );
  const sum = shape.reduce((total, value) => total + value, 0);
  const toWave = (hertz: number, turn: number): readonly number[] =>
    shape.map((value, index) => (2 * value * Math.cos((2 * Math.PI * hertz * index) / RATE - turn)) / sum);
  const hertz = pilots.map((pilot) => pilot.hertz);
  return Float32Array.from([0, Math.PI / 2].flatMap((turn) => hertz.flatMap((value) => toWave(value, turn))));
}
