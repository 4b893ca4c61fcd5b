import { joinSamples } from '../std/join.ts';

/** Holds the latest samples of a sound, which are counted from its beginning. */
export class SampleWindow {
  #parts: Float32Array[] = [];
  #from = 0;

  /** Adds the samples that follow; they are not copied. */
  append(samples: Float32Array): void {
    this.#parts.push(samples);
  }

  /** Drops the pieces that lie before `index` as a whole. */
  dropBefore(index: number): void {
    let [first] = this.#parts;
    while (first !== undefined && this.#from + first.length <= index) {
      this.#parts.shift();
      this.#from += first.length;
      [first] = this.#parts;
    }
  }

  /** Copies what there is from `start` up to `end`. */
  slice(start: number, end: number): Float32Array<ArrayBuffer> {
    return joinSamples(this.#parts).slice(Math.max(0, start - this.#from), Math.max(0, end - this.#from));
  }
}
