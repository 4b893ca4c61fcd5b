/** Points of the transform: a frame of 400 samples, filled up with zeros. */
export const FFT_SIZE = 512;

const HALF = FFT_SIZE / 2;
const cosines = Float64Array.from({ length: HALF }, (_, index) => Math.cos((2 * Math.PI * index) / FFT_SIZE));
const sines = Float64Array.from({ length: HALF }, (_, index) => Math.sin((2 * Math.PI * index) / FFT_SIZE));
const BITS = Math.log2(FFT_SIZE);
const reversed = Uint16Array.from({ length: FFT_SIZE }, (_, index) => {
  const bits = Array.from(index.toString(2).padStart(BITS, '0'));
  return Number.parseInt(bits.reverse().join(''), 2);
});

/** For reuse from frame to frame. */
const real = new Float64Array(FFT_SIZE);
const imaginary = new Float64Array(FFT_SIZE);

/** Writes the power of each frequency of a frame, 0 to half the rate in 257 steps, to `power`. */
export function toPower(frame: Float64Array, power: Float64Array): void {
  for (let index = 0; index < FFT_SIZE; index += 1) {
    real[index] = frame[reversed[index] ?? 0] ?? 0;
    imaginary[index] = 0;
  }
  for (let size = 2; size <= FFT_SIZE; size *= 2) mergeParts(size);
  for (let bin = 0; bin <= HALF; bin += 1) {
    power[bin] = (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2;
  }
}

/** One round: two transforms of half of `size` points each become one. */
function mergeParts(size: number): void {
  const half = size / 2;
  const step = FFT_SIZE / size;
  for (let start = 0; start < FFT_SIZE; start += size) {
    for (let index = 0; index < half; index += 1) {
      const [low, high] = [start + index, start + index + half];
      const cosine = cosines[index * step] ?? 0;
      const sine = sines[index * step] ?? 0;
      const turnedReal = (real[high] ?? 0) * cosine + (imaginary[high] ?? 0) * sine;
      const turnedImaginary = (imaginary[high] ?? 0) * cosine - (real[high] ?? 0) * sine;
      const [lowReal, lowImaginary] = [real[low] ?? 0, imaginary[low] ?? 0];
      real[low] = lowReal + turnedReal;
      imaginary[low] = lowImaginary + turnedImaginary;
      real[high] = lowReal - turnedReal;
      imaginary[high] = lowImaginary - turnedImaginary;
    }
  }
}
