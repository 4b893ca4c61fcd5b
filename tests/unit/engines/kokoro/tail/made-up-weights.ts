import type {
  BentConvolution,
  GeneratorWeights,
  ResblockWeights,
  StageWeights,
} from '../../../../../src/engines/kokoro/tail/generator-weights.ts';
import type { GeneratorInput, TailWeights } from '../../../../../src/engines/kokoro/tail/generator.ts';
import { toQuantisedWeights, type QuantisedWeights } from '../../../../../src/compute/stored-weights.ts';
import type { SourceTransform } from '../../../../../src/engines/kokoro/source/source-weights.ts';
import type { KernelSize } from '../../../../../src/compute/kernels/tilings.ts';

const STYLE = 128;

/** Gives the same numbers in every run, spread evenly with a mean of 0 and a deviation of 1. */
export function createRandom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state / 2 ** 31) * Math.sqrt(3);
  };
}

export function createFloats(count: number, random: () => number, deviation = 1): Float32Array {
  return Float32Array.from({ length: count }, () => random() * deviation);
}

/** Makes up weights of one byte each: in `slices` that take turns, each with a scale and a zero point of its own. */
export function createBytes(
  count: number,
  random: () => number,
  shape: { readonly slices: number; readonly sliceLength: number; readonly deviation?: number },
): QuantisedWeights {
  const { slices, sliceLength, deviation = 1 } = shape;
  const step = deviation / 50;
  return toQuantisedWeights(
    Int8Array.from({ length: count }, () => Math.round(60 * random())),
    {
      sliceLength,
      scales: Float32Array.from({ length: slices }, () => step * (1 + 0.3 * random())),
      zeroPoints: Float32Array.from({ length: slices }, () => Math.round(9 * random())),
    },
  );
}

export function createBent(channels: number, kernel: number, random: () => number): BentConvolution {
  return {
    styleWeight: createFloats(2 * channels * STYLE, random, 0.5 / Math.sqrt(STYLE)),
    styleBias: createFloats(2 * channels, random, 0.1),
    alpha: Float32Array.from({ length: channels }, () => 1 + 0.25 * random()),
    weight: createFloats(channels * channels * kernel, random, 1 / Math.sqrt(channels * kernel)),
    bias: createFloats(channels, random, 0.1),
  };
}

export function createResblock(channels: number, kernel: KernelSize, random: () => number): ResblockWeights {
  return {
    kernel,
    layers: [1, 3, 5].map((dilation) => ({
      dilation,
      first: createBent(channels, kernel, random),
      second: createBent(channels, kernel, random),
    })),
  };
}

/** Makes up weights of the generator's shape, with `channels` at its door; each stage halves them. */
export function createWeights(channels: number, seed = 1): GeneratorWeights {
  const random = createRandom(seed);
  const createStage = (
    outputs: number,
    shape: {
      stride: number;
      kernel: number;
      sourceStride: number;
      padding: number;
      sourceKernel: KernelSize;
    },
  ): StageWeights => ({
    channels: outputs,
    upsampling: {
      stride: shape.stride,
      weight: createFloats(4 * outputs * outputs * shape.stride, random, 0.5 / Math.sqrt(outputs)),
      bias: createFloats(outputs, random, 0.1),
    },
    sourceConvolution: {
      kernel: shape.kernel,
      stride: shape.sourceStride,
      padding: shape.padding,
      weight: createFloats(outputs * 22 * shape.kernel, random, 1 / Math.sqrt(22 * shape.kernel)),
      bias: createFloats(outputs, random, 0.1),
    },
    sourceBlock: createResblock(outputs, shape.sourceKernel, random),
    blocks: ([3, 7, 11] as const).map((kernel) => createResblock(outputs, kernel, random)),
  });
  const last = channels / 4;
  return {
    channels,
    style: STYLE,
    stages: [
      createStage(channels / 2, { stride: 10, kernel: 12, sourceStride: 6, padding: 3, sourceKernel: 7 }),
      createStage(last, { stride: 6, kernel: 1, sourceStride: 1, padding: 0, sourceKernel: 11 }),
    ],
    output: {
      weight: createFloats(22 * last * 7, random, 0.4 / Math.sqrt(last * 7)),
      bias: createFloats(22, random, 0.5),
    },
    inverse: { real: createFloats(220, random, 0.05), imaginary: createFloats(220, random, 0.05) },
  };
}

/** The transform of a source: a Hann window of 20 samples. */
export function createTransform(isMirrored = true): SourceTransform {
  const toWaves = (wave: (angle: number) => number): Float32Array =>
    Float32Array.from({ length: 220 }, (_, index) => {
      const [bin, place] = [Math.floor(index / 20), index % 20];
      return wave((Math.PI * bin * place) / 10) * (0.5 - 0.5 * Math.cos((Math.PI * place) / 10));
    });
  const [real, imaginary] = [toWaves(Math.cos), toWaves((angle) => -Math.sin(angle))];
  return { real, imaginary, straightPhase: Math.PI, isMirrored };
}

export function createInput(channels: number, steps: number, seed = 2): GeneratorInput {
  const random = createRandom(seed);
  return {
    features: createFloats(channels * steps, random),
    source: createFloats(300 * steps, random, 0.2),
    style: createFloats(STYLE, random, 0.3),
  };
}

/** The weights of a tail that has neither decoder nor prosody. */
export function onlyGenerator(generator: GeneratorWeights): TailWeights {
  return { generator, decoder: null, prosody: null, source: createTransform() };
}
