import type { AdainWeights } from './generator-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { packMatrix, padColumns } from '../../../compute/kernels/pack-weights.ts';

/** Addresses of one matrix product's weights. */
export interface PackedProduct {
  readonly depth: number;
  readonly columns: number;
  readonly weights: number;
  readonly bias: number;
}

/** Collects the layers that make γ and β from one style, so that one product does the work of all of them. */
export class StyleLayers {
  readonly #layers: { readonly adain: AdainWeights; readonly rows: number; readonly spare: number }[] = [];
  #columns = 0;

  /** Adds a layer for an AdaIN over so many channels, the last of which may be spare; gives where its γ start, in floats. */
  add(adain: AdainWeights, channels: number): number {
    const offset = this.#columns;
    const rows = adain.styleBias.length / 2;
    this.#layers.push({ adain, rows, spare: channels - rows });
    this.#columns += 2 * channels;
    return offset;
  }

  /** Packs the product of a style of this length with all layers. */
  pack(style: number, memory: KernelMemory): PackedProduct {
    const columns = this.#columns;
    const weights = new Float32Array(columns * style);
    const bias = new Float32Array(columns);
    let column = 0;
    for (const { adain, rows, spare } of this.#layers) {
      for (const half of [0, 1]) {
        const start = half * rows;
        weights.set(adain.styleWeight.subarray(start * style, (start + rows) * style), column * style);
        bias.set(adain.styleBias.subarray(start, start + rows), column);
        column += rows + spare;
      }
    }
    const at = (row: number, index: number): number => weights[row * style + index] ?? 0;
    const packed = packMatrix({ rows: columns, columns: style, at });
    return { depth: style, columns, weights: memory.store(packed), bias: memory.store(padColumns(bias)) };
  }
}
