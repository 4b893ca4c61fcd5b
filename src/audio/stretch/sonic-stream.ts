import type { SonicLibrary } from './sonic.ts';

/** The most samples that are copied into Sonic's memory, or out of it, in one step. */
const STEP_SAMPLES = 1024;

/** Sonic holds back up to two periods of the lowest voice that it knows (65 Hz); this is the usual amount. */
const HELD_SECONDS = 1.6 / 65;

/**
 * Sonic at work on one sound: what is written at one speed is read at another, at the same pitch. Reading and writing
 * make no copies outside of Sonic's memory, so that an audio thread may call them.
 */
export class SonicStream {
  readonly #library: SonicLibrary;
  readonly #handle: number;
  readonly #step: number;
  readonly #usuallyHeldSamples: number;
  #factor = 1;
  #writtenSamples = 0;

  /** Throws where Sonic has no memory left. */
  constructor(library: SonicLibrary, sampleRate: number) {
    this.#library = library;
    this.#usuallyHeldSamples = Math.round(HELD_SECONDS * sampleRate);
    this.#step = library.functions.allocate(STEP_SAMPLES * Float32Array.BYTES_PER_ELEMENT);
    this.#handle = library.functions.create(sampleRate, 1);
    if (this.#step !== 0 && this.#handle !== 0) return;
    this.free();
    throw new Error('Sonic has no memory left.');
  }

  /** Written samples that cannot be read yet, within 15 ms. */
  get heldSamples(): number {
    return this.#factor === 1 ? 0 : Math.min(this.#writtenSamples, this.#usuallyHeldSamples);
  }

  /** Sets how many times as fast the sound becomes, for what is written from now on. */
  setFactor(factor: number): void {
    this.#factor = factor;
    this.#library.functions.setSpeed(this.#handle, factor);
  }

  /** Takes samples; those outside [-1, 1] are clipped, since Sonic computes in 16 bits. Throws where memory runs out. */
  write(samples: Float32Array): void {
    for (let start = 0; start < samples.length; start += STEP_SAMPLES) {
      const count = Math.min(STEP_SAMPLES, samples.length - start);
      const step = this.#view(count);
      for (let index = 0; index < count; index += 1) {
        step[index] = Math.max(-1, Math.min(1, samples[start + index] ?? 0));
      }
      const isWritten = this.#library.functions.write(this.#handle, this.#step, count) !== 0;
      if (!isWritten) throw new Error('Sonic has no memory left.');
      this.#writtenSamples += count;
    }
  }

  /** Copies what is ready into `output`, as far as there is room. Returns how many samples that were. */
  read(output: Float32Array): number {
    let done = 0;
    while (done < output.length) {
      const wanted = Math.min(STEP_SAMPLES, output.length - done);
      const count = this.#library.functions.read(this.#handle, this.#step, wanted);
      output.set(this.#view(count), done);
      done += count;
      if (count < wanted) break;
    }
    return done;
  }

  /** Gives Sonic's memory back; nothing else may be called after it. */
  free(): void {
    if (this.#handle !== 0) this.#library.functions.destroy(this.#handle);
    this.#library.functions.release(this.#step);
  }

  /** Made for each step, since a growing memory detaches earlier views. */
  #view(count: number): Float32Array {
    return new Float32Array(this.#library.memory(), this.#step, count);
  }
}
