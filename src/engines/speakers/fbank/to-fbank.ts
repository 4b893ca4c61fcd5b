import { HEARING_RATE } from '../../../contract/hearing.ts';
import { FFT_SIZE, toPower } from './fft.ts';

/** Mel bands of a frame. */
export const BAND_COUNT = 80;

const FRAME_SAMPLES = 400;
const HOP_SAMPLES = 160;
const LOWEST_HERTZ = 20;
const PREEMPHASIS = 0.97;
/** Kaldi counts samples as 16-bit integers. */
const SCALE = 32_768;
/** What stands for a power of zero in the logarithm. */
const FLOOR = 2 ** -23;

const window = Float64Array.from(
  { length: FRAME_SAMPLES },
  (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (FRAME_SAMPLES - 1)),
);

/** The weights of each band, from the frequency of its first weight on. */
const bands = createBands();

/**
 * Computes Kaldi's log-mel filter bank, which WeSpeaker's embeddings are made from: frames x 80, one frame each 10 ms
 * and 25 ms long. Only whole frames count, so a sound of less than 25 ms has none.
 */
export function toFbank(samples: Float32Array): Float32Array<ArrayBuffer> {
  const frameCount = Math.max(0, Math.floor((samples.length - FRAME_SAMPLES) / HOP_SAMPLES) + 1);
  const features = new Float32Array(frameCount * BAND_COUNT);
  const frame = new Float64Array(FFT_SIZE);
  const power = new Float64Array(FFT_SIZE / 2 + 1);
  for (let index = 0; index < frameCount; index += 1) {
    writeFrame(samples.subarray(index * HOP_SAMPLES, index * HOP_SAMPLES + FRAME_SAMPLES), frame);
    toPower(frame, power);
    bands.forEach(({ first, weights }, band) => {
      let sum = 0;
      weights.forEach((weight, offset) => {
        sum += weight * (power[first + offset] ?? 0);
      });
      features[index * BAND_COUNT + band] = Math.log(Math.max(FLOOR, sum));
    });
  }
  return features;
}

/** Takes the mean away, raises high frequencies, and fades both ends out. */
function writeFrame(samples: Float32Array, frame: Float64Array): void {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / FRAME_SAMPLES;
  let before = (samples[0] ?? 0) - mean;
  for (let index = 0; index < FRAME_SAMPLES; index += 1) {
    const sample = (samples[index] ?? 0) - mean;
    frame[index] = (sample - PREEMPHASIS * before) * SCALE * (window[index] ?? 0);
    before = sample;
  }
}

interface Band {
  readonly first: number;
  readonly weights: readonly number[];
}

/** Triangles of equal width on the mel scale. */
function createBands(): readonly Band[] {
  const lowest = toMel(LOWEST_HERTZ);
  const step = (toMel(HEARING_RATE / 2) - lowest) / (BAND_COUNT + 1);
  return Array.from({ length: BAND_COUNT }, (_, band) => {
    const left = lowest + band * step;
    const heights = Array.from({ length: FFT_SIZE / 2 + 1 }, (__, bin) => {
      const mel = toMel((bin * HEARING_RATE) / FFT_SIZE);
      return Math.max(0, Math.min(mel - left, left + 2 * step - mel) / step);
    });
    const first = heights.findIndex((height) => height > 0);
    return { first, weights: heights.slice(first, heights.findLastIndex((height) => height > 0) + 1) };
  });
}

function toMel(hertz: number): number {
  return 1127 * Math.log(1 + hertz / 700);
}
