import type { KernelBuild } from '../../../contract/engine-status.ts';
import type { DecoderWeights, ProsodyWeights } from './front-weights.ts';
import type { GeneratorWeights } from './generator-weights.ts';
import { countSamples, createGeneratorProgram, type PackedTail } from './generator-program.ts';
import type { KernelThreads } from '../../../compute/kernels/kernel-threads.ts';
import { packGenerator, type PackContext } from './pack-generator.ts';
import { packDecoder, type PackedProsody, packProsody } from './pack-front.ts';
import { StyleLayers } from './pack-styles.ts';
import { ProgramRunner } from '../../../compute/kernels/program-runner.ts';
import { createProsodyProgram, type Curves, type ProsodyInput } from './prosody.ts';
import { placeCurves } from './place-curves.ts';
import { packSource, placeSource } from './source-program.ts';
import type { SourceTransform } from '../source/source-weights.ts';

/** What the generator turns into sound. */
export interface GeneratorInput {
  /** The decoder's features [channels][steps], or the aligned text [channels][steps / 2] where the decoder is here. */
  readonly features: Float32Array;
  /** F0 and energy, [steps] each; needed where the decoder is here. */
  readonly curves?: Curves;
  /** The harmonic source, [300 · steps]. */
  readonly source: Float32Array;
  /** The decoder's half of the style. */
  readonly style: Float32Array;
}

/** The iSTFTNet generator on the kernels. */
export interface Generator {
  /**
   * Gives 300 samples for each step; throws a RangeError where the lengths of the inputs do not belong together, and
   * stops between two of its hundred steps when `signal` fires.
   */
  generate(input: GeneratorInput, signal?: AbortSignal): Promise<Float32Array<ArrayBuffer>>;
}

/** The generator and what else of the model is on the kernels. */
export interface Tail extends Generator {
  /** Whether `generate` takes the aligned text. */
  readonly hasDecoder: boolean;
  /** What it runs on, where that is known. */
  readonly build?: KernelBuild;
  /** Computes F0 and energy; null where something else does. */
  readonly computeCurves: ((input: ProsodyInput, signal?: AbortSignal) => Promise<Curves>) | null;
}

/** The weights of all that the kernels compute. */
export interface TailWeights {
  readonly generator: GeneratorWeights;
  readonly decoder: DecoderWeights | null;
  readonly prosody: ProsodyWeights | null;
  /** How the generator takes the source. */
  readonly source: SourceTransform;
}

/** Packs all weights into the threads' memory; calls of what it gives must not overlap. */
export function createTail(weights: TailWeights, threads: KernelThreads): Tail {
  return createTailOn(new ProgramRunner(threads), weights);
}

/** Packs all weights into the memory of a runner, which other programs may use in turn. */
export function createTailOn(runner: ProgramRunner, weights: TailWeights): Tail {
  const { memory, threads } = runner;
  const packed = packTail(weights, { memory, styles: new StyleLayers() });
  const prosody =
    weights.prosody === null ? null : packProsody(weights.prosody, { memory, styles: new StyleLayers() });
  runner.keep();
  return {
    hasDecoder: packed.decoder !== null,
    ...(threads.build === undefined ? {} : { build: threads.build }),
    generate: (input, signal) => generate(runner, packed, { input, signal }),
    computeCurves:
      prosody === null ? null : (input, signal) => computeCurves(runner, prosody, { input, signal }),
  };
}

interface Call<Input> {
  readonly input: Input;
  readonly signal: AbortSignal | undefined;
}

function packTail(weights: TailWeights, context: PackContext): PackedTail {
  const { style } = weights.generator;
  const decoder = weights.decoder === null ? null : packDecoder(weights.decoder, context);
  const generator = packGenerator(weights.generator, context);
  const source = packSource(weights.source, context.memory);
  return { generator, decoder, source, style, styles: context.styles.store(style, context.memory) };
}

async function generate(
  runner: ProgramRunner,
  packed: PackedTail,
  { input, signal }: Call<GeneratorInput>,
): Promise<Float32Array<ArrayBuffer>> {
  const { memory, threads } = runner;
  const steps = countSteps(input, packed);
  runner.begin();
  const program = createGeneratorProgram(packed, memory, { steps, threads: threads.count });
  const place = (address: number, values: Float32Array): void => {
    memory.floats(address, values.length).set(values);
  };
  place(program.features, input.features);
  placeSource(memory, program.source, { ...packed.source, source: input.source });
  place(program.style, input.style);
  if (packed.decoder !== null && input.curves !== undefined) {
    placeCurves(memory, input.curves, { halving: packed.decoder.halving, columns: program.curves });
  }
  await runner.run(program.builder, signal);
  return Float32Array.from(memory.floats(program.waveform, program.sampleCount));
}

async function computeCurves(
  runner: ProgramRunner,
  packed: PackedProsody,
  { input, signal }: Call<ProsodyInput>,
): Promise<Curves> {
  const { memory } = runner;
  const { states, style, frames } = input;
  if (!isCount(frames) || states.length !== frames * packed.channels || style.length !== packed.style)
    throw createMisfit(frames);
  runner.begin();
  const program = createProsodyProgram(packed, memory, { frames });
  memory.floats(program.states, states.length).set(states);
  memory.floats(program.style, style.length).set(style);
  await runner.run(program.builder, signal);
  const { columns } = program;
  const readColumn = (address: number): Float32Array<ArrayBuffer> => {
    const rows = memory.floats(address, 2 * frames * columns);
    return Float32Array.from({ length: 2 * frames }, (_, row) => rows[row * columns] ?? NaN);
  };
  return { f0: readColumn(program.f0), energy: readColumn(program.energy) };
}

function countSteps(
  { features, curves, source, style }: GeneratorInput,
  { generator, decoder, style: styleLength }: PackedTail,
): number {
  const steps =
    decoder === null ? features.length / generator.channels : (2 * features.length) / decoder.channels;
  const fits =
    isCount(steps) && source.length === countSamples(generator, steps) && style.length === styleLength;
  const fitsCurves =
    decoder === null || (steps % 2 === 0 && curves?.f0.length === steps && curves.energy.length === steps);
  if (!fits || !fitsCurves) throw createMisfit(steps);
  return steps;
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0;
}

function createMisfit(count: number): RangeError {
  return new RangeError(`Inputs of the kernels do not fit a length of ${count}`);
}
