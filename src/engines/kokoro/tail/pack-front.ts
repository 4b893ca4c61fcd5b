import type { CurveWeights, DecoderWeights, ProsodyWeights } from './front-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { packAdainBlock, packLinear, padChannels, type PackedAdainBlock } from './pack-adain-block.ts';
import type { PackContext } from './pack-generator.ts';
import type { PackedConstants, PackedCurve, PackedDecoder, PackedProsody } from './packed-front.ts';

/** Packs what makes the generator's features; its styles go with the generator's. */
export function packDecoder(weights: DecoderWeights, context: PackContext): PackedDecoder {
  const { channels, residual } = weights;
  const residualChannels = residual.bias.length;
  // The text's rows hold F0 and energy too, which this product has no use for.
  const columns = padChannels(channels + 2);
  const widened = new Float32Array(residualChannels * columns);
  for (let row = 0; row < residualChannels; row += 1) {
    widened.set(residual.weight.subarray(row * channels, (row + 1) * channels), row * columns);
  }
  const size = { inputs: columns, outputs: residualChannels, bias: residual.bias };
  const encode = packAdainBlock(weights.encode, context);
  const blocks = weights.blocks.map((block) => packAdainBlock(block, context));
  return {
    channels,
    residualChannels,
    encode,
    blocks,
    residual: packLinear(widened, size, context.memory),
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
    styles: context.styles.pack(weights.style, memory),
    f0,
    energy,
    constants: packConstants([...f0.blocks, ...energy.blocks], memory),
  };
}

function packCurve({ blocks, projection, bias }: CurveWeights, context: PackContext): PackedCurve {
  const size = { inputs: projection.length, outputs: 1, bias: Float32Array.of(bias) };
  return {
    blocks: blocks.map((block) => packAdainBlock(block, context)),
    projection: packLinear(projection, size, context.memory),
  };
}

function packConstants(blocks: readonly PackedAdainBlock[], memory: KernelMemory): PackedConstants {
  const channels = Math.max(...blocks.flatMap(({ inputs, outputs }) => [inputs, outputs]));
  return {
    ones: memory.store(new Float32Array(channels).fill(1)),
    zeros: memory.store(new Float32Array(channels)),
  };
}
