import { joinSamples } from '../../std/join.ts';
import type { StretchStream } from '../../contract/time-stretcher.ts';
import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SonicLibrary } from './sonic.ts';
import { SonicStream } from './sonic-stream.ts';

/** Sonic gets blocks of one length, so that its output does not depend on how the sound was cut into chunks. */
const BLOCK_SAMPLES = 256;

/** Between these factors Sonic keeps the length by itself; beyond them it rounds each period down. */
const SLOWEST_EXACT = 0.5;
const FASTEST_EXACT = 2;

/** What Sonic lost by rounding is made up for over this time, by a change of speed that is not heard. */
const CORRECTION_SECONDS = 2;
const MOST_CORRECTION = 0.02;

/** Opens a stretch of one sound at 24 kHz, whose output has `input / factor` samples, rounded. */
export function openExactStretch(library: SonicLibrary, factor: number): StretchStream {
  return new ExactStretch(library, factor);
}

class ExactStretch implements StretchStream {
  readonly #sonic: SonicStream;
  readonly #factor: number;
  readonly #block = new Float32Array(BLOCK_SAMPLES);
  readonly #output = new Float32Array(8 * BLOCK_SAMPLES);
  #blockCount = 0;
  #writtenSamples = 0;
  #readSamples = 0;

  constructor(library: SonicLibrary, factor: number) {
    this.#factor = factor;
    this.#sonic = new SonicStream(library, SAMPLE_RATE);
    this.#sonic.setFactor(factor);
  }

  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const parts: Float32Array[] = [];
    for (let start = 0; start < samples.length;) {
      const part = samples.subarray(start, start + BLOCK_SAMPLES - this.#blockCount);
      this.#block.set(part, this.#blockCount);
      this.#blockCount += part.length;
      start += part.length;
      if (this.#blockCount === BLOCK_SAMPLES) parts.push(...this.#stretchBlock());
    }
    return joinSamples(parts);
  }

  finish(): Float32Array<ArrayBuffer> {
    const inputSamples = this.#writtenSamples + this.#blockCount;
    const missing = Math.round(inputSamples / this.#factor) - this.#readSamples;
    const parts: Float32Array[] = [];
    let count = 0;
    // Silence pushes out what Sonic holds back.
    while (count < missing) {
      this.#block.fill(0, this.#blockCount);
      for (const part of this.#stretchBlock()) {
        parts.push(part);
        count += part.length;
      }
    }
    return joinSamples(parts).slice(0, Math.max(0, missing));
  }

  free(): void {
    this.#sonic.free();
  }

  #stretchBlock(): Float32Array[] {
    this.#keepLength();
    this.#sonic.write(this.#block);
    this.#writtenSamples += BLOCK_SAMPLES;
    this.#blockCount = 0;
    const parts: Float32Array[] = [];
    for (;;) {
      const count = this.#sonic.read(this.#output);
      if (count === 0) return parts;
      parts.push(this.#output.slice(0, count));
      this.#readSamples += count;
    }
  }

  #keepLength(): void {
    if (this.#factor >= SLOWEST_EXACT && this.#factor <= FASTEST_EXACT) return;
    const dueSamples = (this.#writtenSamples - this.#sonic.heldSamples) / this.#factor;
    const share = (dueSamples - this.#readSamples) / (CORRECTION_SECONDS * SAMPLE_RATE);
    const correction = Math.max(-MOST_CORRECTION, Math.min(MOST_CORRECTION, share));
    this.#sonic.setFactor(this.#factor * (1 - correction));
  }
}
