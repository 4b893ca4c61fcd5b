import { pathToFileURL } from 'node:url';
import { writeModelMirror } from './model-mirror.ts';
import { encodeModel } from './onnx/encode-model.ts';
import { GraphBuilder } from './onnx/graph-builder.ts';
import { floats, ints, type Tensor } from './onnx/model.ts';
import { addPilots } from './tone-speakers/add-pilots.ts';

const OPSET = 17;
const FRAME_SAMPLES = 600;

export interface ToneModelOptions {
  /** Adds a weight of so many bytes that nothing uses, so that the file is as large as a real model's. */
  readonly ballastBytes?: number;
  /** The amplitude where `style[0]` is 0, and half of the greatest; 0.25 if left out. */
  readonly amplitude?: number;
  /** Makes a run fail that has this token id or a higher one. */
  readonly failsFromId?: number;
  /** Adds useless arithmetic, in millions of multiplications and additions a token, to make the model slow. */
  readonly megaflopsPerToken?: number;
  /** Gives three voices a high tone of their own each, by which the tone speakers know them. */
  readonly hasPilots?: boolean;
}

/**
 * Builds the tone model: a few kilobytes of ONNX with Kokoro's signature in which token k sounds a sine of
 * 200 + 40·k Hz for max(1, round(2 / speed)) frames of 600 samples, ids 0 and 16 are silent for as long, and the
 * amplitude is 0.25 + 0.25·tanh(style[0]). `durations` is given before rounding, as Kokoro gives it.
 */
export function buildToneModel(options: ToneModelOptions = {}): Uint8Array<ArrayBuffer> {
  const { amplitude = 0.25, ballastBytes = 0, failsFromId, megaflopsPerToken } = options;
  const graph = new GraphBuilder();
  if (ballastBytes > 0) graph.weight('ballast', () => createBallast(ballastBytes));
  const inputIds = graph.input('input_ids', 'int64', [1, 'n']);
  const style = graph.input('style', 'float32', [1, 256]);
  const speed = graph.input('speed', 'float32', [1]);
  const ids = graph.module('ids').node('Cast', [inputIds], { to: { int: 1 } });
  const framesPerToken = graph.module('frames').node('Div', [constant(graph, 2), speed]);
  const durations = addDurations(graph.module('durations'), ids, framesPerToken);
  const sines = addSines(graph.module('sines'), ids, framesPerToken);
  const audible = addAudible(graph.module('audible'), ids);
  const amplitudes = addAmplitudes(graph.module('amplitudes'), { audible, style, amplitude });
  let sounds = graph.node('Mul', [sines, amplitudes]);
  if (options.hasPilots === true) sounds = addPilots(graph.module('pilots'), { sounds, audible, style });
  if (failsFromId !== undefined) {
    const table = graph.constant(floats([failsFromId], new Array<number>(failsFromId).fill(0)));
    const zeros = graph.module('trap').node('Gather', [table, inputIds]);
    sounds = graph.node('Add', [sounds, graph.node('Unsqueeze', [zeros, graph.constant(ints([2]))])]);
  }
  if (megaflopsPerToken !== undefined) {
    sounds = graph.node('Add', [sounds, addWork(graph.module('work'), ids, megaflopsPerToken)]);
  }
  const waveform = graph.node('Reshape', [sounds, graph.constant(ints([1, -1]))]);
  graph.output(waveform, { name: 'waveform', type: 'float32', dims: [1, 'T'] });
  graph.output(durations, { name: 'durations', type: 'float32', dims: [1, 'n'] });
  return encodeModel(graph.toModel('tone', OPSET)).toBytes();
}

/** Repeats the duration for each of the n tokens: `[1, n]`. */
function addDurations(graph: GraphBuilder, ids: string, framesPerToken: string): string {
  const zeros = graph.node('Mul', [ids, constant(graph, 0)]);
  return graph.node('Add', [zeros, framesPerToken]);
}

/**
 * Gives each token's sine from phase zero: `[1, n, samples]`. In cycles the phase is (5 + k)·i / 600, so it is
 * reduced in whole numbers, which fp32 holds exactly, and every sin() has its argument within [-π, π].
 */
function addSines(graph: GraphBuilder, ids: string, framesPerToken: string): string {
  const rounded = graph.node('Round', [framesPerToken]);
  const frames = graph.node('Max', [rounded, constant(graph, 1)]);
  const samples = graph.node('Mul', [frames, constant(graph, FRAME_SAMPLES)]);
  const count = graph.node('Squeeze', [samples, graph.constant(ints([0]))]);
  const indices = graph.node('Range', [scalar(graph, 0), count, scalar(graph, 1)]);
  const steps = graph.node('Add', [ids, constant(graph, 5)]);
  const column = graph.node('Unsqueeze', [steps, graph.constant(ints([2]))]);
  const phase = graph.node('Mul', [column, indices]);
  const period = constant(graph, FRAME_SAMPLES);
  const cycles = graph.node('Floor', [graph.node('Div', [phase, period])]);
  const rest = graph.node('Sub', [phase, graph.node('Mul', [cycles, period])]);
  const centred = graph.node('Sub', [constant(graph, FRAME_SAMPLES / 2), rest]);
  return graph.node('Sin', [graph.node('Mul', [centred, constant(graph, (2 * Math.PI) / FRAME_SAMPLES)])]);
}

/** Gives 0 for the silent ids 0 and 16, and 1 for others: `[1, n]`. */
function addAudible(graph: GraphBuilder, ids: string): string {
  const fromSpace = graph.node('Sub', [ids, constant(graph, 16)]);
  const distance = graph.node('Abs', [graph.node('Mul', [ids, fromSpace])]);
  return graph.node('Min', [distance, constant(graph, 1)]);
}

/** Gives each token's amplitude: `[1, n, 1]`. */
function addAmplitudes(
  graph: GraphBuilder,
  {
    audible,
    style,
    amplitude,
  }: { readonly audible: string; readonly style: string; readonly amplitude: number },
): string {
  const first = graph.node('Gather', [style, graph.constant(ints([0]))], { axis: { int: 1 } });
  const middle = constant(graph, amplitude);
  const scaled = graph.node('Mul', [graph.node('Tanh', [first]), middle]);
  const loud = graph.node('Add', [scaled, middle]);
  const amplitudes = graph.node('Mul', [audible, loud]);
  return graph.node('Unsqueeze', [amplitudes, graph.constant(ints([2]))]);
}

/** Gives zeros, `[1, n, 1]`, that took so long to find. */
function addWork(graph: GraphBuilder, ids: string, megaflopsPerToken: number): string {
  const rows = 16;
  const size = 512;
  const zeros = (...dims: number[]): string => graph.node('ConstantOfShape', [graph.constant(ints(dims))]);
  const column = graph.node('Reshape', [ids, graph.constant(ints([-1, 1, 1]))]);
  let values = graph.node('Mul', [column, zeros(1, rows, size)]);
  const matrix = zeros(size, size);
  const megaflopsPerStep = (2 * rows * size * size) / 1e6;
  for (let step = 0; step < megaflopsPerToken / megaflopsPerStep; step++) {
    values = graph.node('MatMul', [values, matrix]);
  }
  const sums = graph.node('ReduceSum', [values, graph.constant(ints([1, 2]))]);
  return graph.node('Reshape', [sums, graph.constant(ints([1, -1, 1]))]);
}

/** Bytes that do not repeat, so that no two pieces of the file are alike. */
function createBallast(byteCount: number): Tensor {
  const words = new Uint32Array(Math.ceil(byteCount / 4));
  let state = 1;
  for (let index = 0; index < words.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[index] = state;
  }
  const data = new Uint8Array(words.buffer);
  return { type: 'uint8', dims: [data.length], data };
}

function constant(graph: GraphBuilder, value: number): string {
  return graph.constant(floats([1], [value]));
}

function scalar(graph: GraphBuilder, value: number): string {
  return graph.constant(floats([], [value]));
}

/** Writes a mirror folder whose `kokoro-82m` is the tone model; files that are already right are left alone. */
export async function writeToneMirror(dir: string, options: ToneModelOptions = {}): Promise<void> {
  const model = buildToneModel(options);
  await writeModelMirror(dir, { fp32: [model], q8: [model] });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeToneMirror(process.argv[2] ?? '.cache/models/tone');
}
