import { TRUE_PEAK_DELAY, TruePeakFollower } from './true-peak.ts';

/** The gain falls over this time before a peak, early enough not to be heard as a click. */
const ATTACK_SECONDS = 0.005;
/** The gain returns to 1 with this time constant. */
const RELEASE_SECONDS = 0.06;

/**
 * Keeps the true peak of sound below a ceiling by lowering the gain around each peak. Samples come out later than they
 * went in, and `finish` gives the rest: all together as many as there were.
 */
export class PeakLimiter {
  readonly #ceiling: number;
  readonly #attack: number;
  readonly #release: number;
  readonly #follower = new TruePeakFollower();
  readonly #least: SlidingMinimum;
  /** The samples that wait, and the gains of the last attack time, as rings. */
  readonly #delayed: Float64Array;
  readonly #gains: Float64Array;
  #gainSum: number;
  #recovering = 1;
  #count = 0;

  /** `ceiling` is an amplitude above 0. */
  constructor(sampleRate: number, ceiling: number) {
    this.#ceiling = ceiling;
    this.#attack = Math.max(1, Math.round(ATTACK_SECONDS * sampleRate));
    this.#release = 1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRate));
    this.#delayed = new Float64Array(this.#delay + 1);
    // Each gain holds for as long before its peak as the mean of them takes to fall, and for the two samples of the peak.
    this.#least = new SlidingMinimum(this.#attack + 2);
    this.#gains = new Float64Array(this.#attack).fill(1);
    this.#gainSum = this.#attack;
  }

  get #delay(): number {
    return TRUE_PEAK_DELAY + this.#attack;
  }

  /** Takes samples and returns those that are ready. */
  process(samples: Float32Array): Float32Array<ArrayBuffer> {
    const before = this.#count;
    const output = new Float32Array(Math.max(0, before + samples.length - Math.max(before, this.#delay)));
    let written = 0;
    for (const sample of samples) {
      const limited = this.#next(sample);
      if (this.#count <= this.#delay) continue;
      output[written] = limited;
      written += 1;
    }
    return output;
  }

  /** Returns what was held back. */
  finish(): Float32Array<ArrayBuffer> {
    return this.process(new Float32Array(this.#delay));
  }

  /** Takes one sample; returns the one from `#delay` samples ago with its gain. */
  #next(sample: number): number {
    const delayed = this.#delayed;
    delayed[this.#count % delayed.length] = sample;
    const needed = Math.min(1, this.#ceiling / this.#follower.next(sample));
    this.#recovering = Math.min(needed, this.#recovering + (1 - this.#recovering) * this.#release);
    const least = this.#least.next(this.#recovering);
    const slot = this.#count % this.#attack;
    this.#gainSum += least - (this.#gains[slot] ?? 1);
    this.#gains[slot] = least;
    this.#count += 1;
    const gain = Math.min(1, this.#gainSum / this.#attack);
    return (delayed[this.#count % delayed.length] ?? 0) * gain;
  }
}

/** The least of the newest values, found in constant time on average. */
class SlidingMinimum {
  readonly #size: number;
  /** Values that can still be the least, rising from the oldest to the newest, each with its index. */
  readonly #candidates: { readonly index: number; readonly value: number }[] = [];
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  next(value: number): number {
    const candidates = this.#candidates;
    while ((candidates.at(-1)?.value ?? -Infinity) >= value) candidates.pop();
    candidates.push({ index: this.#count, value });
    if ((candidates[0]?.index ?? 0) <= this.#count - this.#size) candidates.shift();
    this.#count += 1;
    return candidates[0]?.value ?? value;
  }
}
