import { HEARING_RATE } from '../../../contract/hearing.ts';
import { BIN_COUNT, FRAME_SAMPLES, toPowerSpectrum } from './power-spectrum.ts';

/** Frames of a window: 30 s. */
export const WINDOW_FRAMES = 3000;
/** Samples from one frame to the next: 10 ms. */
export const HOP_SAMPLES = 160;
const WINDOW_SAMPLES = WINDOW_FRAMES * HOP_SAMPLES;

const SILENCE = Math.log10(1e-10);
/** What lies farther below the loudest value is raised to this distance. */
const RANGE = 8;

/** Computes what Whisper hears: `melCount` x 3000 values, filter by filter, of at most 30 s that silence makes up to 30 s. */
export class LogMel {
  readonly #filters: readonly MelFilter[];
  readonly #frame = new Float32Array(FRAME_SAMPLES);
  readonly #power = new Float64Array(BIN_COUNT);

  constructor(melCount: number) {
    this.#filters = createMelFilters(melCount);
  }

  /** Returns the features of a window, [bands][frames], filled up with silence; samples are at 16 kHz. */
  compute(samples: Float32Array): Float32Array<ArrayBuffer> {
    const features = new Float32Array(this.#filters.length * WINDOW_FRAMES).fill(SILENCE);
    const frameCount = Math.min(WINDOW_FRAMES, Math.ceil((samples.length + FRAME_SAMPLES / 2) / HOP_SAMPLES));
    let loudest = SILENCE;
    for (let index = 0; index < frameCount; index += 1) {
      this.#readFrame(samples, index * HOP_SAMPLES - FRAME_SAMPLES / 2);
      toPowerSpectrum(this.#frame, this.#power);
      this.#filters.forEach((filter, row) => {
        const value = Math.log10(Math.max(1e-10, this.#sum(filter)));
        loudest = Math.max(loudest, value);
        features[row * WINDOW_FRAMES + index] = value;
      });
    }
    return features.map((value) => (Math.max(value, loudest - RANGE) + 4) / 4);
  }

  /** What lies beyond the ends of the window is its mirror image. */
  #readFrame(samples: Float32Array, start: number): void {
    for (let index = 0; index < FRAME_SAMPLES; index += 1) {
      const position = Math.abs(start + index);
      const inside = position < WINDOW_SAMPLES ? position : 2 * (WINDOW_SAMPLES - 1) - position;
      this.#frame[index] = samples[inside] ?? 0;
    }
  }

  #sum({ firstBin, weights }: MelFilter): number {
    let sum = 0;
    for (let index = 0; index < weights.length; index += 1) {
      sum += (weights[index] ?? 0) * (this.#power[firstBin + index] ?? 0);
    }
    return sum;
  }
}

/** One triangular filter: its weights, and the bin that the first of them is for. */
interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

// Slaney's scale: linear up to 1 kHz, logarithmic above.
const LINEAR_HERTZ = 200 / 3;
const BREAK_HERTZ = 1000;
const BREAK_MEL = BREAK_HERTZ / LINEAR_HERTZ;
const LOG_STEP = Math.log(6.4) / 27;

/** Creates Slaney's mel filters over 0 to 8 kHz, each with an area of one. */
function createMelFilters(count: number): readonly MelFilter[] {
  const top = toMel(HEARING_RATE / 2);
  const edges = Array.from({ length: count + 2 }, (_, index) => toHertz((top * index) / (count + 1)));
  return Array.from({ length: count }, (_, index) => {
    const [low = 0, middle = 0, high = 0] = edges.slice(index, index + 3);
    const all = Float64Array.from({ length: BIN_COUNT }, (__, bin) => {
      const hertz = (bin * HEARING_RATE) / FRAME_SAMPLES;
      const height = Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
      return (Math.max(0, height) * 2) / (high - low);
    });
    const firstBin = Math.max(
      0,
      all.findIndex((weight) => weight > 0),
    );
    const endBin = all.findLastIndex((weight) => weight > 0) + 1;
    return { firstBin, weights: all.slice(firstBin, endBin) };
  });
}

function toMel(hertz: number): number {
  return hertz < BREAK_HERTZ ? hertz / LINEAR_HERTZ : BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP;
}

function toHertz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HERTZ : BREAK_HERTZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
}
