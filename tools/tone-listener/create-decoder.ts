import { encodeModel } from '../onnx/encode-model.ts';
import { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats } from '../onnx/model.ts';
import {
  Column,
  END_OF_TEXT,
  HEAD_COUNT,
  HEAD_WIDTH,
  NO_SPEECH,
  PHONEME_COUNT,
  POSITION_COUNT,
  START,
  TIMESTAMP_BEGIN,
  TRANSCRIBE,
  TRANSLATE,
  VOCABULARY_SIZE,
  WIDTH,
} from './layout.ts';
import { TensorMath } from './tensor-math.ts';

const OPSET = 17;
/** The phonemes that end a sentence: `.`, `!`, `?`. */
const STOPS = { first: 4, last: 6 } as const;
/** The logit of the token that comes next; the others have 0. The lower one is for what does not sound like tones. */
const SURE = 20;
const UNSURE = 5;
const MIN_LIKENESS = 0.9;
/** Whisper's decoder looks 0.1 s ahead of what is heard; half a position less rounds to the nearest one. */
const LEAD_POSITIONS = 4.5;
const FRAMES_PER_POSITION = 2;

/**
 * Builds the tone listener's decoder, which has the signature of Whisper's merged one: it writes the encoder's phonemes
 * down, each sentence between two timestamps. Its cache holds the tokens that it has read.
 */
export function createDecoder(): Uint8Array<ArrayBuffer> {
  const graph = new GraphBuilder();
  const inputIds = graph.input('input_ids', 'int64', [1, 'n']);
  const hidden = graph.input('encoder_hidden_states', 'float32', [1, 'positions', WIDTH]);
  const cacheDims = (length: string): (string | number)[] => [1, HEAD_COUNT, length, HEAD_WIDTH];
  const past = graph.input('past_key_values.0.decoder.key', 'float32', cacheDims('past'));
  graph.input('past_key_values.0.decoder.value', 'float32', cacheDims('past'));
  const known = graph.input('past_key_values.0.encoder.key', 'float32', cacheDims('heard'));
  graph.input('past_key_values.0.encoder.value', 'float32', cacheDims('heard'));
  graph.input('use_cache_branch', 'bool', [1]);
  const math = new TensorMath(graph.module('decoder'));
  const read = addTokens(math, inputIds, past);
  // What was heard is in the cache, once it has been read.
  const both = math.concat([math.reshape(hidden, -1, WIDTH), math.reshape(known, -1, WIDTH)], 0);
  const rows = math.slice(both, [-POSITION_COUNT, Number.MAX_SAFE_INTEGER], 0);
  const count = math.slice(math.op('Shape', inputIds), [1, 2]);
  const rest = { count, rows, ...addPlaces(math, read, count) };
  graph.output(addLogits(new TensorMath(graph.module('logits')), rest), {
    name: 'logits',
    type: 'float32',
    dims: [1, 'n', VOCABULARY_SIZE],
  });
  for (const name of ['key', 'value']) {
    const cache = addCache(math, read);
    graph.output(cache, { name: `present.0.decoder.${name}`, type: 'float32', dims: cacheDims('read') });
    const heard = math.reshape(rows, 1, HEAD_COUNT, POSITION_COUNT, HEAD_WIDTH);
    graph.output(heard, { name: `present.0.encoder.${name}`, type: 'float32', dims: cacheDims('heard') });
  }
  graph.output(addAttention(new TensorMath(graph.module('attention')), rest), {
    name: 'cross_attentions.0',
    type: 'float32',
    dims: [1, HEAD_COUNT, 'n', POSITION_COUNT],
  });
  return encodeModel(graph.toModel('tone-listener-decoder', OPSET)).toBytes();
}

/** All tokens so far, as numbers: `[l]`. */
function addTokens(math: TensorMath, inputIds: string, past: string): string {
  const earlier = math.slice(math.slice(past, [0, 1], 1), [0, 1], 3);
  return math.concat([math.reshape(earlier, -1), math.toFloat(math.reshape(inputIds, -1))], 0);
}

function addCache(math: TensorMath, read: string): string {
  const column = math.reshape(read, 1, 1, -1, 1);
  return math.op('Expand', column, math.int(1, HEAD_COUNT, 1, HEAD_WIDTH));
}

/** What is known at each of the last n tokens. */
interface Places {
  readonly token: string;
  /** Whether the token before was text. */
  readonly followsText: string;
  /** How many phonemes are written. */
  readonly written: string;
}

interface Reading extends Places {
  /** n, `[1]`. */
  readonly count: string;
  /** The encoder's rows, `[1500, 8]`. */
  readonly rows: string;
}

function addPlaces(math: TensorMath, read: string, count: string): Places {
  const hasStarted = math.op(
    'Greater',
    math.cumulate(math.toFloat(math.op('Equal', read, math.float(START)))),
    math.float(0),
  );
  const isText = math.op('Less', read, math.float(END_OF_TEXT));
  const texts = math.toFloat(math.all(isText, hasStarted));
  const lastOnes = (values: string): string =>
    math.op('Slice', values, math.op('Neg', count), math.int(Number.MAX_SAFE_INTEGER), math.int(0));
  return {
    token: lastOnes(read),
    followsText: math.toBool(lastOnes(math.delay(texts, math.float(0)))),
    written: math.toInt(lastOnes(math.cumulate(texts))),
  };
}

/** A column of the encoder's rows at some places, `[n]`. */
function addColumn(math: TensorMath, rows: string, at: { places: string; column: number }): string {
  const column = math.reshape(math.slice(rows, [at.column, at.column + 1], 1), POSITION_COUNT);
  const last = math.int(POSITION_COUNT - 1);
  return math.gather(column, math.op('Min', math.op('Max', at.places, math.int(0)), last));
}

function addLogits(math: TensorMath, reading: Reading): string {
  const ids = math.graph.constant(
    floats(
      [1, VOCABULARY_SIZE],
      Array.from({ length: VOCABULARY_SIZE }, (_, index) => index),
    ),
  );
  const next = math.reshape(addNextToken(math, reading), -1, 1);
  const likeness = math.slice(
    math.reshape(math.slice(reading.rows, [Column.likeness, Column.likeness + 1], 1), -1),
    [0, 1],
  );
  const height = math.op(
    'Where',
    math.op('Greater', likeness, math.float(MIN_LIKENESS)),
    math.float(SURE),
    math.float(UNSURE),
  );
  const logits = math.op('Mul', math.toFloat(math.op('Equal', ids, next)), height);
  return math.reshape(logits, 1, -1, VOCABULARY_SIZE);
}

/** The token that follows each of the last n: `[n]`, whole numbers. */
function addNextToken(math: TensorMath, { token, followsText, written, rows }: Reading): string {
  const before = math.op('Sub', written, math.int(1));
  const here = (column: number): string => addColumn(math, rows, { places: written, column });
  const earlier = (column: number): string => addColumn(math, rows, { places: before, column });
  const toTime = (frames: string): string =>
    math.op('Add', math.op('Round', math.op('Div', frames, math.float(2))), math.float(TIMESTAMP_BEGIN));
  const exists = math.op('Greater', here(Column.exists), math.float(0));
  const end = math.float(END_OF_TEXT);
  const text = math.op('Where', exists, here(Column.id), end);
  const opening = math.op('Where', exists, toTime(here(Column.start)), end);
  const bare = math.op('Mod', math.toInt(earlier(Column.id)), math.int(PHONEME_COUNT));
  const isStop = math.all(
    math.op('GreaterOrEqual', bare, math.int(STOPS.first)),
    math.op('LessOrEqual', bare, math.int(STOPS.last)),
  );
  const closes = math.any(isStop, math.not(exists));
  const afterText = math.op('Where', closes, toTime(earlier(Column.end)), text);
  const afterTime = math.op('Where', followsText, opening, text);
  const isBelow = (id: number): string => math.op('Less', token, math.float(id));
  const afterStart = math.op('Where', exists, math.float(START + 1), math.float(NO_SPEECH));
  // Each of these replaces what the ones after it say.
  const cases = [
    [isBelow(END_OF_TEXT), afterText],
    [math.op('Equal', token, math.float(START)), afterStart],
    [isBelow(TRANSLATE), math.float(TRANSCRIBE)],
    [isBelow(TRANSCRIBE + 1), opening],
    [isBelow(TIMESTAMP_BEGIN), text],
  ] as const;
  return cases.reduceRight(
    (otherwise, [isCase, value]) => math.op('Where', isCase, value, otherwise),
    afterTime,
  );
}

/** Each token's row looks at the phoneme that it predicts, and at its end where there is none: `[1, 2, n, 1500]`. */
function addAttention(math: TensorMath, { written, rows, count }: Reading): string {
  const before = math.op('Sub', written, math.int(1));
  const exists = math.op(
    'Greater',
    addColumn(math, rows, { places: written, column: Column.exists }),
    math.float(0),
  );
  const lastEnd = addColumn(math, rows, { places: before, column: Column.end });
  const toEdge = (column: number, otherwise: string): string => {
    const frames = math.op('Where', exists, addColumn(math, rows, { places: written, column }), otherwise);
    const positions = math.op('Div', frames, math.float(FRAMES_PER_POSITION));
    return math.reshape(math.op('Sub', positions, math.float(LEAD_POSITIONS)), -1, 1);
  };
  const from = toEdge(Column.start, lastEnd);
  const to = toEdge(Column.next, math.op('Add', lastEnd, math.float(2 * FRAMES_PER_POSITION)));
  const positions = math.graph.constant(
    floats(
      [1, POSITION_COUNT],
      Array.from({ length: POSITION_COUNT }, (_, index) => index + 0.5),
    ),
  );
  const distances = math.op(
    'Max',
    math.op('Max', math.op('Sub', from, positions), math.op('Sub', positions, to)),
    math.float(0),
  );
  const weights = math.graph.node('Softmax', [math.op('Neg', distances)], { axis: { int: 1 } });
  const dims = math.concat([math.int(1, HEAD_COUNT), count, math.int(POSITION_COUNT)], 0);
  return math.op('Expand', math.reshape(weights, 1, 1, -1, POSITION_COUNT), dims);
}
