import type { AdainWeights } from './generator-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { padColumns, storeMatrix, type StoredMatrix } from '../../../compute/kernels/store-matrix.ts';

/** Addresses of one matrix product's weights. */
export interface PackedProduct extends StoredMatrix {
  readonly depth: number;
  readonly columns: number;
  readonly bias: number;
}

/** Collects the layers that make γ and β from one style, so that one product does the work of all of them. */
export class StyleLayers {
  readonly #layers: { readonly adain: AdainWeights; readonly rows: number; readonly channels: number }[] = [];
  #columns = 0;

  /** Adds a layer for an AdaIN over so many channels, the last of which may be spare; gives where its γ start, in floats. */
  add(adain: AdainWeights, channels: number): number {
    const offset = this.#columns;
    this.#layers.push({ adain, rows: adain.styleBias.length / 2, channels });
    this.#columns += 2 * channels;
    return offset;
  }

  /** Stores the product of a style of this length with all layers. */
  store(style: number, memory: KernelMemory): PackedProduct {
    const rows = Int32Array.from({ length: style }, (_, index) => index);
    const bias = new Float32Array(this.#columns);
    let first = 0;
    const parts = this.#layers.map(({ adain, rows: count, channels }) => {
      bias.set(adain.styleBias.subarray(0, count), first);
      bias.set(adain.styleBias.subarray(count), first + channels);
      first += 2 * channels;
      const columns = Int32Array.from({ length: 2 * channels }, (_, column) => {
        const channel = column % channels;
        return channel < count ? (channel + (column < channels ? 0 : count)) * style : -1;
      });
      return { weights: adain.styleWeight, columns, rows };
    });
    const matrix = storeMatrix(memory, parts);
    return { depth: style, columns: this.#columns, ...matrix, bias: memory.store(padColumns(bias)) };
  }
}
