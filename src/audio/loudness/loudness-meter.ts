import { KWeighting } from './k-weighting.ts';

/** Quieter blocks never count. */
const ABSOLUTE_GATE_LUFS = -70;
/** Blocks this much below the mean of the others do not count either: pauses are not speech. */
const RELATIVE_GATE_LU = -10;
/** A block is 400 ms long, and a new one begins every 100 ms. */
const STEPS_PER_SECOND = 10;
const STEPS_PER_BLOCK = 4;

/** Measures how loud mono sound is as a whole, in LUFS. Source: ITU-R BS.1770-4 and EBU R 128. */
export class LoudnessMeter {
  readonly #weighting: KWeighting;
  readonly #stepSamples: number;
  /** The mean square of each whole step of 100 ms. */
  readonly #steps: number[] = [];
  #sum = 0;
  #count = 0;

  constructor(sampleRate: number) {
    this.#weighting = new KWeighting(sampleRate);
    this.#stepSamples = Math.round(sampleRate / STEPS_PER_SECOND);
  }

  /** Takes the next samples. */
  add(samples: Float32Array): void {
    for (const sample of samples) {
      const weighted = this.#weighting.next(sample);
      this.#sum += weighted * weighted;
      this.#count += 1;
      if (this.#count < this.#stepSamples) continue;
      this.#steps.push(this.#sum / this.#count);
      this.#sum = 0;
      this.#count = 0;
    }
  }

  /** Integrated loudness in LUFS of all that was added; null where nothing is loud enough to be measured. */
  get integratedLufs(): number | null {
    const blocks = this.#toBlocks().filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
    if (blocks.length === 0) return null;
    const gate = toLufs(toMean(blocks)) + RELATIVE_GATE_LU;
    return toLufs(toMean(blocks.filter((power) => toLufs(power) > gate)));
  }

  /** The mean square of each block; sound of less than a block is one, or a short word could not be measured. */
  #toBlocks(): readonly number[] {
    if (this.#steps.length < STEPS_PER_BLOCK) {
      const total = this.#steps.reduce((sum, power) => sum + power * this.#stepSamples, this.#sum);
      const count = this.#steps.length * this.#stepSamples + this.#count;
      return count === 0 ? [] : [total / count];
    }
    return this.#steps
      .slice(STEPS_PER_BLOCK - 1)
      .map((_, index) => toMean(this.#steps.slice(index, index + STEPS_PER_BLOCK)));
  }
}

function toLufs(meanSquare: number): number {
  return -0.691 + 10 * Math.log10(meanSquare);
}

function toMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
