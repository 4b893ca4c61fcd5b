import { encodeModel } from '../onnx/encode-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { FRAME_COUNT, MEL_COUNT, PHONEME_COUNT, POSITION_COUNT, SPACED, WIDTH } from './layout.ts';
import { TensorMath } from './tensor-math.ts';
import { createToneTemplates } from './tone-templates.ts';

const OPSET = 17;
/** A sine of this amplitude is silence. */
const QUIETEST = 0.003;
/** So is what has less than this part of the loudest tone's amplitude. */
const QUIETEST_PART = 0.32;
/** The tone model's phonemes last 50 ms. */
const PHONEME_FRAMES = 5;
/** A tone or pause of less is where two tones meet. */
const MIN_FRAMES = 3;
const LONGEST_FRAMES = 512;

/**
 * Builds the tone listener's encoder, which has the signature of Whisper's: it finds the tone model's phonemes in mel
 * features and writes one row for each, in the columns of `layout.ts`.
 */
export function createEncoder(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder();
  const features = graph.input('input_features', 'float32', [1, MEL_COUNT, FRAME_COUNT]);
  const { phonemes, likeness } = addPhonemes(new TensorMath(graph.module('phonemes')), features);
  const starts = addStarts(new TensorMath(graph.module('starts')), phonemes);
  const rows = addRows(new TensorMath(graph.module('rows')), phonemes, starts);
  const math = new TensorMath(graph.module('hidden'));
  const likenesses = math.op('Expand', likeness, math.int(POSITION_COUNT, 1));
  const rest = math.op('Expand', math.float(0), math.int(POSITION_COUNT, WIDTH - 6));
  const hidden = math.reshape(math.concat([rows, likenesses, rest], 1), 1, POSITION_COUNT, WIDTH);
  graph.output(hidden, { name: 'last_hidden_state', type: 'float32', dims: [1, POSITION_COUNT, WIDTH] });
  return encodeModel(graph.toModel('tone-listener-encoder', OPSET)).toBytes();
}

interface Phonemes {
  /** The phoneme of each frame, 0 where it is silent: `[3000]`. */
  readonly phonemes: string;
  /** From 0 to 1: `[1]`. */
  readonly likeness: string;
}

function addPhonemes(math: TensorMath, features: string): Phonemes {
  const { graph } = math;
  const { shapes, norms } = createToneTemplates();
  const frames = graph.node('Transpose', [math.reshape(features, MEL_COUNT, FRAME_COUNT)], {
    perm: { ints: [1, 0] },
  });
  // From Whisper's features, (log10(power) + 4) / 4, back to amplitudes.
  const exponents = math.op('Mul', math.op('Sub', frames, math.float(1)), math.float(2 * Math.LN10));
  const amplitudes = math.op('Exp', exponents);
  const lengths = math.op('Sqrt', math.sum(math.op('Mul', amplitudes, amplitudes), 1));
  const templates = graph.weight('templates', () => floats([MEL_COUNT, PHONEME_COUNT], shapes));
  const scores = math.op('MatMul', math.op('Div', amplitudes, lengths), templates);
  const nearest = graph.node('ArgMax', [scores], { axis: { int: 1 }, keepdims: { int: 0 } });
  const best = math.reshape(math.max(scores, 1), FRAME_COUNT);
  const norm = math.gather(
    graph.weight('norms', () => floats([PHONEME_COUNT], norms)),
    nearest,
  );
  const levels = math.op('Div', math.reshape(lengths, FRAME_COUNT), norm);
  const floor = math.op('Mul', math.max(levels, 0), math.float(QUIETEST_PART));
  const isSound = math.op('Greater', levels, math.op('Max', floor, math.float(QUIETEST)));
  const sounds = math.toFloat(isSound);
  const count = math.op('Max', math.sum(sounds, 0), math.float(1));
  const phonemes = math.op('Where', isSound, nearest, math.int(0));
  return {
    phonemes: addWithoutLonely(math, addWithoutLonely(math, phonemes)),
    likeness: math.op('Div', math.sum(math.op('Mul', best, sounds), 0), count),
  };
}

/** A frame that is like neither neighbour lies where two tones meet; it goes to the one before. */
function addWithoutLonely(math: TensorMath, phonemes: string): string {
  const before = math.delay(phonemes, math.int(0));
  const isLonely = math.not(
    math.any(
      math.op('Equal', phonemes, before),
      math.op('Equal', phonemes, math.advance(phonemes, math.int(0))),
    ),
  );
  return math.op('Where', isLonely, before, phonemes);
}

/** The frames at which a phoneme or a pause begins, the first frame always: `[m]`. */
function addStarts(math: TensorMath, phonemes: string): string {
  const { graph } = math;
  const isChange = math.not(math.op('Equal', phonemes, math.delay(phonemes, math.int(-1))));
  const runs = math.cumulate(math.toFloat(isChange));
  const fillers = graph.constant(floats([MIN_FRAMES - 1], new Array<number>(MIN_FRAMES - 1).fill(-1)));
  const isLong = math.op('Equal', runs, math.advance(runs, fillers, MIN_FRAMES - 1));
  const frames = graph.constant(
    floats(
      [FRAME_COUNT],
      Array.from({ length: FRAME_COUNT }, (_, index) => index),
    ),
  );
  const changes = math.reshape(math.op('Where', isChange, frames, math.float(-1)), 1, 1, FRAME_COUNT);
  const begun = graph.node('MaxPool', [changes], {
    kernel_shape: { ints: [LONGEST_FRAMES] },
    pads: { ints: [LONGEST_FRAMES - 1, 0] },
  });
  const place = math.toInt(math.op('Sub', frames, math.reshape(begun, FRAME_COUNT)));
  const isRepeat = math.all(
    math.op('Equal', math.op('Mod', place, math.int(PHONEME_FRAMES)), math.int(0)),
    math.op('Greater', phonemes, math.int(0)),
  );
  const isFirst = math.op('Equal', math.toInt(frames), math.int(0));
  const isStart = math.any(isFirst, math.all(isLong, math.any(isChange, isRepeat)));
  return math.reshape(math.op('NonZero', isStart), -1);
}

/** One row for each phoneme, and empty ones behind them: `[1500, 5]`. */
function addRows(math: TensorMath, phonemes: string, starts: string): string {
  const ids = math.gather(phonemes, starts);
  const isSpaced = math.op('Equal', math.delay(ids, math.int(-1)), math.int(0));
  const spaced = math.op('Add', ids, math.op('Mul', math.toInt(isSpaced), math.int(SPACED)));
  const kept = math.reshape(math.op('NonZero', math.op('Greater', ids, math.int(0))), -1);
  const ends = math.gather(math.advance(starts, math.int(FRAME_COUNT)), kept);
  const begins = math.gather(starts, kept);
  const last = math.op('Slice', ends, math.int(-1), math.int(Number.MAX_SAFE_INTEGER), math.int(0));
  const nexts = math.advance(begins, last);
  const exists = math.op('Add', math.op('Mul', begins, math.int(0)), math.int(1));
  const columns = [math.gather(spaced, kept), begins, ends, nexts, exists];
  const rows = math.concat(
    columns.map((column) => math.reshape(column, -1, 1)),
    1,
  );
  const empty = math.graph.constant(ints(new Array<number>(5 * POSITION_COUNT).fill(0), [POSITION_COUNT, 5]));
  return math.toFloat(math.slice(math.concat([rows, empty], 0), [0, POSITION_COUNT]));
}
