import { SPECTRUM_CHANNELS, type GeneratorWeights } from './generator-weights.ts';
import { countSpectrumRows, createGeneratorProgram } from './generator-program.ts';
import { KernelMemory } from './kernel-memory.ts';
import type { KernelThreads } from './kernel-threads.ts';
import { packGenerator } from './pack-generator.ts';
import { scratchBytes } from './plan-jobs.ts';
import { TILINGS } from './tilings.ts';

/** What the generator turns into sound. */
export interface GeneratorInput {
  /** The decoder's features [channels][steps]. */
  readonly features: Float32Array;
  /** Magnitudes and phases of the harmonic source, [22][60 · steps + 1]. */
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

/** Packs the weights into the threads' memory and makes a generator of them; calls must not overlap. */
export function createGenerator(weights: GeneratorWeights, threads: KernelThreads): Generator {
  const memory = new KernelMemory(threads.memory, threads.firstFreeByte);
  const widths = weights.stages.map((stage) => stage.channels);
  const scratch = Math.max(
    ...TILINGS.flatMap((tiling) => widths.map((channels) => scratchBytes(channels, tiling))),
  );
  const scratches = Array.from({ length: threads.count }, () => memory.allocate(scratch));
  const packed = packGenerator(weights, memory);
  const mark = memory.mark;
  return {
    generate: async ({ features, source, style }, signal) => {
      const steps = features.length / packed.channels;
      checkLengths({ steps, source, style }, packed);
      memory.release(mark);
      const program = createGeneratorProgram(packed, memory, { steps, threads: threads.count });
      const address = memory.allocate(program.builder.byteLength);
      memory.floats(program.features, features.length).set(features);
      memory.floats(program.source, source.length).set(source);
      memory.floats(program.style, style.length).set(style);
      program.builder.write(new DataView(memory.memory.buffer, address, program.builder.byteLength));
      await threads.run({ address, stepCount: program.builder.stepCount, scratches }, signal);
      return Float32Array.from(memory.floats(program.waveform, program.sampleCount));
    },
  };
}

function checkLengths(
  input: { readonly steps: number; readonly source: Float32Array; readonly style: Float32Array },
  packed: ReturnType<typeof packGenerator>,
): void {
  const { steps, source, style } = input;
  const rows = countSpectrumRows(packed, steps);
  const fits =
    Number.isInteger(steps) &&
    steps > 0 &&
    source.length === rows * SPECTRUM_CHANNELS &&
    style.length === packed.style;
  if (!fits) throw new RangeError(`Inputs of the generator do not fit ${steps} steps`);
}
