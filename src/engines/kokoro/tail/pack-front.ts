import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { storePlainNorm, type PlainNorm } from '../../../compute/kernels/plain-convolution.ts';
import { findTiling } from '../../../compute/kernels/tilings.ts';
import type { ChannelTaps, CurveWeights, DecoderWeights, ProsodyWeights } from './front-weights.ts';
import { packAdainBlock, type PackedAdainBlock, padChannels, storeLinear } from './pack-adain-block.ts';
import type { PackContext } from './pack-generator.ts';
import type { PackedProduct } from './pack-styles.ts';

/** Packs what makes the generator's features; its styles go with the generator's. */
export function packDecoder(weights: DecoderWeights, context: PackContext): PackedDecoder {
  const { channels, residual } = weights;
  const { weight, bias } = residual;
  const residualChannels = bias.length;
  // The text's rows hold F0 and energy too, which this product has no use for.
  const depth = padChannels(channels + 2);
  const tiling = findTiling(3);
  const encode = packAdainBlock(weights.encode, tiling, context);
  const blocks = weights.blocks.map((block) => packAdainBlock(block, tiling, context));
  return {
    channels,
    residualChannels,
    encode,
    blocks,
    residual: storeLinear(
      weight,
      { inputs: channels, outputs: residualChannels, depth, bias },
      context.memory,
    ),
    halving: { f0: { ...weights.f0 }, energy: { ...weights.energy } },
    constants: packConstants([encode, ...blocks], context.memory),
  };
}

/** Packs what makes F0 and energy. */
export function packProsody(weights: ProsodyWeights, context: PackContext): PackedProsody {
  const { memory } = context;
  const f0 = packCurve(weights.f0, context);
  const energy = packCurve(weights.energy, context);
  return {
    channels: weights.channels,
    style: weights.style,
    styles: context.styles.store(weights.style, memory),
    f0,
    energy,
    constants: packConstants([...f0.blocks, ...energy.blocks], memory),
  };
}

function packCurve({ blocks, projection, bias }: CurveWeights, context: PackContext): PackedCurve {
  // The source makes another wave of the same sound of the least difference in F0.
  const tiling = findTiling(3, { isFine: true });
  const size = { inputs: blocks.at(-1)?.outputs ?? 0, outputs: 1, bias: Float32Array.of(bias) };
  return {
    blocks: blocks.map((block) => packAdainBlock(block, tiling, context)),
    projection: storeLinear(projection, size, context.memory),
  };
}

function packConstants(blocks: readonly PackedAdainBlock[], memory: KernelMemory): PlainNorm {
  return storePlainNorm(memory, Math.max(...blocks.flatMap(({ inputs, outputs }) => [inputs, outputs])));
}

/** The convolutions, with three taps and a stride of two, that bring both curves to one value a frame. */
export interface CurveHalving {
  readonly f0: ChannelTaps;
  readonly energy: ChannelTaps;
}

/** Addresses and sizes of what makes the generator's features, in the kernels' memory. */
export interface PackedDecoder {
  /** Channels of the aligned text, and of the residual made from it. */
  readonly channels: number;
  readonly residualChannels: number;
  readonly encode: PackedAdainBlock;
  readonly blocks: readonly PackedAdainBlock[];
  readonly residual: PackedProduct;
  readonly halving: CurveHalving;
  readonly constants: PlainNorm;
}

/** What makes F0, or energy. */
export interface PackedCurve {
  readonly blocks: readonly PackedAdainBlock[];
  readonly projection: PackedProduct;
}

/** What makes both curves, with their styles. */
export interface PackedProsody {
  readonly channels: number;
  readonly style: number;
  readonly styles: PackedProduct;
  readonly f0: PackedCurve;
  readonly energy: PackedCurve;
  readonly constants: PlainNorm;
}
