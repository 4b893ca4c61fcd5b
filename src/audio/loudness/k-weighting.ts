/** One second-order filter: feed-forward `b`, feedback `a` without its leading 1. */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/**
 * Weighs sound as the ear does before its energy is measured: a high shelf for the head, then a high pass. Keeps its
 * state from call to call. Source: ITU-R BS.1770-4, annex 1; the analogue constants are those that give its table of
 * coefficients at 48 kHz, so that any sample rate has the same curve.
 */
export class KWeighting {
  readonly #stages: readonly BiquadFilter[];

  constructor(sampleRate: number) {
    this.#stages = [createShelf(sampleRate), createHighPass(sampleRate)].map(
      (biquad) => new BiquadFilter(biquad),
    );
  }

  /** Returns the weighted value of the next sample. */
  next(sample: number): number {
    return this.#stages.reduce((value, stage) => stage.next(value), sample);
  }
}

class BiquadFilter {
  readonly #biquad: Biquad;
  #first = 0;
  #second = 0;

  constructor(biquad: Biquad) {
    this.#biquad = biquad;
  }

  /** Transposed direct form II. */
  next(value: number): number {
    const { b, a } = this.#biquad;
    const output = b[0] * value + this.#first;
    this.#first = b[1] * value - a[0] * output + this.#second;
    this.#second = b[2] * value - a[1] * output;
    return output;
  }
}

function createShelf(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const norm = 1 + k / q + k * k;
  return {
    b: [
      (high + (band * k) / q + k * k) / norm,
      (2 * (k * k - high)) / norm,
      (high - (band * k) / q + k * k) / norm,
    ],
    a: [(2 * (k * k - 1)) / norm, (1 - k / q + k * k) / norm],
  };
}

function createHighPass(sampleRate: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const q = 0.5003270373238773;
  const norm = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / norm, (1 - k / q + k * k) / norm] };
}
