import { toFilterBank, type FilterBank, type ResampleRates } from './resample.ts';

/** Converts mono samples from one rate to another, piece by piece; together the pieces are what `resample` gives. */
export class StreamingResampler {
  readonly #rates: ResampleRates;
  readonly #bank: FilterBank;
  /** Input that later output still needs; begins at input sample `#heldFrom`. */
  #held: Float32Array<ArrayBuffer> = new Float32Array();
  #heldFrom = 0;
  #inputCount = 0;
  #outputCount = 0;

  constructor(rates: ResampleRates) {
    this.#rates = rates;
    this.#bank = toFilterBank(rates);
  }

  /** Takes more input, and returns the output that it completes. */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    if (this.#rates.from === this.#rates.to) return Float32Array.from(samples);
    const joined = new Float32Array(this.#held.length + samples.length);
    joined.set(this.#held);
    joined.set(samples, this.#held.length);
    this.#held = joined;
    this.#inputCount += samples.length;
    const { phaseCount, step, tapCount } = this.#bank;
    // The last tap of an output sample must have come.
    const lastStart = this.#inputCount - tapCount / 2 - 1;
    const end = lastStart < 0 ? 0 : Math.floor((lastStart * phaseCount) / step) + 1;
    return this.#make(Math.max(end, this.#outputCount));
  }

  /** Returns the rest; what lies beyond the end counts as silence. */
  flush(): Float32Array<ArrayBuffer> {
    return this.#make(Math.round((this.#inputCount * this.#rates.to) / this.#rates.from));
  }

  #make(end: number): Float32Array<ArrayBuffer> {
    const { phaseCount, step, tapCount, taps } = this.#bank;
    const before = tapCount / 2 - 1;
    const output = new Float32Array(Math.max(0, end - this.#outputCount));
    for (let index = 0; index < output.length; index += 1) {
      const position = (this.#outputCount + index) * step;
      const phase = position % phaseCount;
      const start = (position - phase) / phaseCount - before - this.#heldFrom;
      const first = Math.max(0, -start);
      const stop = Math.min(tapCount, this.#held.length - start);
      let sum = 0;
      for (let tap = first; tap < stop; tap += 1) {
        sum += (this.#held[start + tap] ?? 0) * (taps[phase * tapCount + tap] ?? 0);
      }
      output[index] = sum;
    }
    this.#outputCount += output.length;
    const neededFrom = Math.floor((this.#outputCount * step) / phaseCount) - before;
    const surplus = Math.min(this.#held.length, Math.max(0, neededFrom - this.#heldFrom));
    this.#held = this.#held.slice(surplus);
    this.#heldFrom += surplus;
    return output;
  }
}
