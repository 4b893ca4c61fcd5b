import type { Encode } from '../encoder/encoder.ts';
import type { SplitEncoder } from '../graph/split-model.ts';
import type { GeneratorWeights } from '../tail/generator-weights.ts';
import type { Front } from './front.ts';

/** The front of a model on the kernels, whose threads it shares with the tail: it never runs ahead. */
export function createKernelFront(
  encode: Encode,
  { styleParts, weights: { style: prosodyLength } }: SplitEncoder,
  { style: decoderLength }: Pick<GeneratorWeights, 'style'>,
): Front {
  // What holds on to all weights would keep the graph that they are read from in memory.
  return {
    run: async ({ tokenIds, style, speed }, signal) => {
      const toPart = (start: number, length: number): Float32Array<ArrayBuffer> =>
        style.slice(start, start + length);
      const prosodyStyle = toPart(styleParts.prosody, prosodyLength);
      const { states, ...encoded } = await encode({ tokenIds, style: prosodyStyle, speed }, signal);
      return {
        ...encoded,
        style: toPart(styleParts.decoder, decoderLength),
        melody: { states, style: prosodyStyle },
      };
    },
    release: () => Promise.resolve(),
  };
}
