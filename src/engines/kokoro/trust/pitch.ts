import { SAMPLE_RATE } from '../../../contract/audio.ts';

/** Speech is analysed at a quarter of its rate: pitch lies low. */
const DECIMATION = 4;
const WINDOW_SAMPLES = 1200;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 400;
/** How much a window must look like itself one period later to count as voiced. */
const VOICED = 0.6;

/** Finds the pitch of each 50 ms window of 24 kHz samples, in hertz; 0 where there is none. */
export function toPitches(samples: Float32Array): Float32Array {
  const rate = SAMPLE_RATE / DECIMATION;
  const low = decimate(samples);
  const length = WINDOW_SAMPLES / DECIMATION;
  const longest = Math.floor(rate / LOWEST_HZ);
  const pitches = new Float32Array(Math.floor(samples.length / WINDOW_SAMPLES));
  for (let window = 0; window < pitches.length; window += 1) {
    let best = VOICED;
    let found = 0;
    for (let lag = Math.ceil(rate / HIGHEST_HZ); lag <= longest; lag += 1) {
      const likeness = correlate(low, window * length, { lag, length });
      // A longer period must be clearly better: every multiple of the right one fits as well.
      if (likeness > best * (found === 0 ? 1 : 1.05)) {
        best = likeness;
        found = lag;
      }
    }
    pitches[window] = found === 0 ? 0 : rate / found;
  }
  return pitches;
}

function decimate(samples: Float32Array): Float32Array {
  const low = new Float32Array(Math.floor(samples.length / DECIMATION));
  for (let i = 0; i < low.length; i += 1) {
    let sum = 0;
    for (let k = 0; k < DECIMATION; k += 1) sum += samples[i * DECIMATION + k] ?? 0;
    low[i] = sum / DECIMATION;
  }
  return low;
}

function correlate(
  samples: Float32Array,
  start: number,
  { lag, length }: { readonly lag: number; readonly length: number },
): number {
  let product = 0;
  let here = 1e-9;
  let there = 1e-9;
  for (let i = start; i < start + length; i += 1) {
    const a = samples[i] ?? 0;
    const b = samples[i + lag] ?? 0;
    product += a * b;
    here += a * a;
    there += b * b;
  }
  return product / Math.sqrt(here * there);
}
