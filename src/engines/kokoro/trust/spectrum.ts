import { FRAME_SAMPLES, SAMPLE_RATE } from '../../../contract/audio.ts';

/** Samples in one analysed window; the next begins one frame (25 ms) later. */
const WINDOW = 1024;
const HOP = FRAME_SAMPLES;

/** Upper edges of the bands, in hertz; the first begins at 60 Hz, the last is all above 6 kHz. */
const EDGES_HZ = [250, 500, 1000, 1800, 3000, 4500, 6000, 12_000] as const;
const LOWEST_HZ = 60;

/** Bands of a `Spectrum`. */
export const BAND_COUNT = EDGES_HZ.length;

/** A sound in frames of 25 ms and bands. */
export interface Spectrum {
  readonly frameCount: number;
  /** Power in each band, `[frameCount × BAND_COUNT]`; the sum over bands is about the mean square of the samples. */
  readonly power: Float32Array;
}

/** Analyses 24 kHz samples; each frame looks 21 ms to either side of its middle. */
export function toSpectrum(samples: Float32Array): Spectrum {
  const frameCount = Math.floor(samples.length / HOP);
  const power = new Float32Array(frameCount * BAND_COUNT);
  const real = new Float64Array(WINDOW);
  const imaginary = new Float64Array(WINDOW);
  for (let frame = 0; frame < frameCount; frame += 1) {
    const start = frame * HOP + HOP / 2 - WINDOW / 2;
    for (let i = 0; i < WINDOW; i += 1) {
      real[i] = (samples[start + i] ?? 0) * (hann[i] ?? 0);
    }
    imaginary.fill(0);
    transform(real, imaginary);
    for (let bin = firstBin; bin < WINDOW / 2; bin += 1) {
      const re = real[bin] ?? 0;
      const im = imaginary[bin] ?? 0;
      const at = frame * BAND_COUNT + (bandOfBin[bin] ?? 0);
      power[at] = (power[at] ?? 0) + (re * re + im * im) * binScale;
    }
  }
  return { frameCount, power };
}

/** The power of one frame over all bands. */
export function toFramePower({ power }: Spectrum, frame: number): number {
  let sum = 0;
  for (let band = 0; band < BAND_COUNT; band += 1) sum += power[frame * BAND_COUNT + band] ?? 0;
  return sum;
}

const hann = Float64Array.from(
  { length: WINDOW },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW),
);
const binScale = 2 / (WINDOW * hann.reduce((sum, value) => sum + value * value, 0));
const firstBin = Math.ceil((LOWEST_HZ * WINDOW) / SAMPLE_RATE);
const bandOfBin = Uint8Array.from({ length: WINDOW / 2 }, (_, bin) =>
  EDGES_HZ.findIndex((edge) => (bin * SAMPLE_RATE) / WINDOW < edge),
);
const cosines = Float64Array.from({ length: WINDOW / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / WINDOW));
const sines = Float64Array.from({ length: WINDOW / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / WINDOW));
const reversed = Uint16Array.from({ length: WINDOW }, (_, i) => {
  let bits = 0;
  for (let from = i, left = Math.log2(WINDOW); left > 0; left -= 1, from >>= 1)
    bits = (bits << 1) | (from & 1);
  return bits;
});

/** The Fourier transform in place, by decimation in time. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let i = 0; i < WINDOW; i += 1) {
    const j = reversed[i] ?? 0;
    if (j > i) [real[i], real[j]] = [real[j] ?? 0, real[i] ?? 0];
  }
  for (let size = 2; size <= WINDOW; size *= 2) {
    const half = size / 2;
    const stride = WINDOW / size;
    for (let from = 0; from < WINDOW; from += size) {
      for (let k = 0; k < half; k += 1) {
        const cos = cosines[k * stride] ?? 0;
        const sin = sines[k * stride] ?? 0;
        const a = from + k;
        const b = a + half;
        const re = (real[b] ?? 0) * cos - (imaginary[b] ?? 0) * sin;
        const im = (real[b] ?? 0) * sin + (imaginary[b] ?? 0) * cos;
        real[b] = (real[a] ?? 0) - re;
        imaginary[b] = (imaginary[a] ?? 0) - im;
        real[a] = (real[a] ?? 0) + re;
        imaginary[a] = (imaginary[a] ?? 0) + im;
      }
    }
  }
}
