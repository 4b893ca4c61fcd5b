/** Samples in one frame: 25 ms. */
export const FRAME_SAMPLES = 400;

/** Frequencies of a frame's spectrum, 0 to 8 kHz in steps of 40 Hz. */
export const BIN_COUNT = FRAME_SAMPLES / 2 + 1;

// 400 = 20 x 20: two rounds of short transforms instead of one long one.
const RADIX = 20;

const window = Float64Array.from(
  { length: FRAME_SAMPLES },
  (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / FRAME_SAMPLES),
);
const cosines = Float64Array.from({ length: FRAME_SAMPLES }, (_, index) =>
  Math.cos((2 * Math.PI * index) / FRAME_SAMPLES),
);
const sines = Float64Array.from({ length: FRAME_SAMPLES }, (_, index) =>
  Math.sin((2 * Math.PI * index) / FRAME_SAMPLES),
);

/** The first round's results, for reuse: row `k` holds the transforms at frequency `k` of the 20 interleaved parts. */
const real = new Float64Array(RADIX * RADIX);
const imaginary = new Float64Array(RADIX * RADIX);
const windowed = new Float64Array(FRAME_SAMPLES);

/** Writes the power of each frequency of `frame`, seen through a Hann window, to `power`. */
export function toPowerSpectrum(frame: Float32Array, power: Float64Array): void {
  for (let index = 0; index < FRAME_SAMPLES; index += 1) {
    windowed[index] = (frame[index] ?? 0) * (window[index] ?? 0);
  }
  transformParts();
  for (let bin = 0; bin < BIN_COUNT; bin += 1) {
    const row = (bin % RADIX) * RADIX;
    let sumReal = 0;
    let sumImaginary = 0;
    for (let part = 0; part < RADIX; part += 1) {
      const turn = (part * bin) % FRAME_SAMPLES;
      const cosine = cosines[turn] ?? 0;
      const sine = sines[turn] ?? 0;
      const partReal = real[row + part] ?? 0;
      const partImaginary = imaginary[row + part] ?? 0;
      sumReal += partReal * cosine + partImaginary * sine;
      sumImaginary += partImaginary * cosine - partReal * sine;
    }
    power[bin] = sumReal * sumReal + sumImaginary * sumImaginary;
  }
}

/** Transforms every 20th sample from each start; the sound is real, so frequencies above half mirror those below. */
function transformParts(): void {
  for (let frequency = 0; frequency <= RADIX / 2; frequency += 1) {
    const mirror = (RADIX - frequency) % RADIX;
    for (let part = 0; part < RADIX; part += 1) {
      let sumReal = 0;
      let sumImaginary = 0;
      for (let index = 0; index < RADIX; index += 1) {
        const turn = (index * frequency * RADIX) % FRAME_SAMPLES;
        const sample = windowed[index * RADIX + part] ?? 0;
        sumReal += sample * (cosines[turn] ?? 0);
        sumImaginary -= sample * (sines[turn] ?? 0);
      }
      real[frequency * RADIX + part] = sumReal;
      imaginary[frequency * RADIX + part] = sumImaginary;
      real[mirror * RADIX + part] = sumReal;
      imaginary[mirror * RADIX + part] = mirror === frequency ? sumImaginary : -sumImaginary;
    }
  }
}
