import { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { ProgramRunner } from '../../../compute/kernels/program-runner.ts';
import type { EncoderWeights } from './encoder-weights.ts';
import { packEncoder, type PackedEncoder } from './pack-encoder.ts';
import { allocateRows, type Rows } from './rows.ts';
import { createTokenProgram, type TokenProgram } from './token-program.ts';

/** What the encoder computes from: Kokoro's token ids, a style, and the speed, by which durations are divided. */
export interface EncoderInput {
  readonly tokenIds: readonly number[];
  /** The prosody's half of the style. */
  readonly style: Float32Array;
  readonly speed: number;
}

/** What an utterance is before it has pitch and energy. */
export interface Encoded {
  /** Frames of each token, before rounding. */
  readonly durations: Float32Array<ArrayBuffer>;
  /** The text's features, aligned: [channels][frames]. */
  readonly features: Float32Array<ArrayBuffer>;
  /** What the curves are made from: [channels][frames]. */
  readonly states: Float32Array<ArrayBuffer>;
}

/** Rounds durations to frames. */
export type ToFrameCounts = (durations: Float32Array) => Int32Array;

/** Computes the durations of tokens, and what follows from them for each frame; calls must not overlap. */
export type Encode = (input: EncoderInput, signal?: AbortSignal) => Promise<Encoded>;

/** Packs the weights into the runner's memory and makes an encoder of them. */
export function createEncoder(
  weights: EncoderWeights,
  runner: ProgramRunner,
  toFrameCounts: ToFrameCounts,
): Encode {
  const encoder = packEncoder(weights, runner.memory);
  runner.keep();
  return async (input, signal) => {
    checkInput(encoder, input);
    const { memory, threads } = runner;
    runner.begin();
    const tokens = input.tokenIds.length;
    const program = createTokenProgram(encoder, memory, { tokens, threads: threads.count });
    placeInput(encoder, program, { runner, input });
    await runner.run(program.builder, signal);
    const durations = readDurations(encoder, program, { runner, input });
    const table = toTable(toFrameCounts(durations));
    const features = readColumns(runner, program.features, { table, channels: encoder.text.channels });
    const states = await runFrames(encoder, program, { runner, table, signal });
    return { durations, features, states };
  };
}

function checkInput({ bert, text, style }: PackedEncoder, input: EncoderInput): void {
  const { tokenIds } = input;
  const most = bert.positions.length / bert.width;
  const known = Math.min(bert.words.length / bert.width, text.table.length / text.channels);
  const fits =
    tokenIds.length > 0 &&
    tokenIds.length <= most &&
    tokenIds.every((id) => Number.isInteger(id) && id >= 0 && id < known);
  if (!fits || input.style.length !== style)
    throw new RangeError(`Inputs of the kernels do not fit a length of ${tokenIds.length}`);
}

interface InputPlace {
  readonly runner: ProgramRunner;
  readonly input: EncoderInput;
}

function placeInput(
  { bert, text, style: styleLength }: PackedEncoder,
  program: TokenProgram,
  { runner: { memory }, input }: InputPlace,
): void {
  const { tokenIds, style } = input;
  const { width, words, positions } = bert;
  const { channels, table } = text;
  const { joined } = program;
  const count = tokenIds.length;
  memory.floats(program.style, styleLength).set(style);
  const embeddings = memory.floats(program.embeddings, count * width);
  const rows = memory.floats(program.text, count * channels);
  const columns = memory.floats(joined.address, count * joined.stride);
  tokenIds.forEach((id, token) => {
    for (let index = 0; index < width; index += 1) {
      const word = words[id * width + index] ?? NaN;
      embeddings[token * width + index] = word + (positions[token * width + index] ?? NaN);
    }
    rows.set(table.subarray(id * channels, (id + 1) * channels), token * channels);
    columns.set(style, (token + 1) * joined.stride - styleLength);
  });
}

function readDurations(
  { chances: count }: PackedEncoder,
  { chances }: TokenProgram,
  { runner: { memory }, input }: InputPlace,
): Float32Array<ArrayBuffer> {
  const { length } = input.tokenIds;
  const rows = memory.floats(chances.address, length * chances.stride);
  return Float32Array.from({ length }, (_, token) => {
    let sum = 0;
    for (let index = 0; index < count; index += 1) {
      sum += 1 / (1 + Math.exp(-(rows[token * chances.stride + index] ?? NaN)));
    }
    return sum / input.speed;
  });
}

/** The token of each frame. */
function toTable(frameCounts: Int32Array): Int32Array {
  const table = new Int32Array(frameCounts.reduce((sum, count) => sum + count, 0));
  let frame = 0;
  frameCounts.forEach((count, token) => {
    table.fill(token, frame, frame + count);
    frame += count;
  });
  return table;
}

async function runFrames(
  { frameLstm }: PackedEncoder,
  { gates }: TokenProgram,
  options: {
    readonly runner: ProgramRunner;
    readonly table: Int32Array;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Float32Array<ArrayBuffer>> {
  const { runner, table, signal } = options;
  const { memory, threads } = runner;
  const { units, directions, recurrence } = frameLstm;
  const steps = table.length;
  const channels = directions * units;
  const out = allocateRows(memory, steps, channels);
  const address = memory.allocate(4 * steps);
  new Int32Array(memory.memory.buffer, address, steps).set(table);
  const builder = new ProgramBuilder(threads.count);
  builder.lstm({
    ...{ x: gates.address, stride: gates.stride, ...recurrence, units, directions },
    ...{ steps, table: address, out: out.address, outStride: out.stride },
  });
  await runner.run(builder, signal);
  return readColumns(runner, out, { table: table.map((_, frame) => frame), channels });
}

/** Reads rows in the table's order as [channels][rows of the table]. */
function readColumns(
  { memory }: ProgramRunner,
  { address, stride }: Rows,
  { table, channels }: { readonly table: Int32Array; readonly channels: number },
): Float32Array<ArrayBuffer> {
  const count = table.length;
  // The last frame belongs to the last token.
  const rows = memory.floats(address, ((table.at(-1) ?? -1) + 1) * stride);
  const columns = new Float32Array(channels * count);
  for (let frame = 0; frame < count; frame += 1) {
    const start = (table[frame] ?? 0) * stride;
    for (let channel = 0; channel < channels; channel += 1) {
      columns[channel * count + frame] = rows[start + channel] ?? NaN;
    }
  }
  return columns;
}
