import type { CheckFigures } from '../../../contract/engine-status.ts';
import { toPitches } from './pitch.ts';
import { BAND_COUNT, toFramePower, toSpectrum, type Spectrum } from './spectrum.ts';

/** One rendering, as it is compared. */
export interface Sound {
  readonly samples: Float32Array;
  readonly spectrum: Spectrum;
  /** Frames for each token; null where the model does not tell. */
  readonly durations: Int32Array | null;
}

/** The figures of a comparison in which 0 means equal and a larger one is worse. */
export const distanceNames = [
  'durations',
  'level',
  'bands',
  'worstBands',
  'treble',
  'pitch',
  'difference',
] as const satisfies readonly (keyof CheckFigures)[];

const FRAMES_PER_WINDOW = 2;
/** Half a second. */
const STRETCH_WINDOWS = 10;
const STRETCH_SAMPLES = 12_000;
/** What is this far below the loudest window of the reference is silence. */
const DYNAMIC_RANGE = 1e-5;
const TREBLE_BAND = BAND_COUNT - 1;

/** Prepares a rendering. */
export function toSound(output: Pick<Sound, 'samples' | 'durations'>): Sound {
  const { samples, durations } = output;
  return { samples, durations, spectrum: toSpectrum(samples) };
}

/** Compares a rendering with a right one of the same tokens. */
export function compareSounds(sound: Sound, reference: Sound): CheckFigures {
  const windows = Math.floor(
    Math.min(sound.spectrum.frameCount, reference.spectrum.frameCount) / FRAMES_PER_WINDOW,
  );
  const loudest = toLoudestPower(reference.spectrum);
  const floor = (loudest / BAND_COUNT) * DYNAMIC_RANGE;
  const bands = new Float32Array(windows);
  const treble = new Float32Array(windows);
  for (let window = 0; window < windows; window += 1) {
    const heard = toWindow(sound.spectrum, window);
    const expected = toWindow(reference.spectrum, window);
    let sum = 0;
    for (let band = 0; band < BAND_COUNT; band += 1) {
      sum += Math.abs(toDecibels((heard[band] ?? 0) + floor) - toDecibels((expected[band] ?? 0) + floor));
    }
    bands[window] = sum / BAND_COUNT;
    treble[window] = toTreble(heard, floor) - toTreble(expected, floor);
  }
  return {
    durations: compareDurations(sound, reference),
    level: Math.abs(toDecibels(toMeanSquare(sound.samples)) - toDecibels(toMeanSquare(reference.samples))),
    bands: mean(bands),
    worstBands: toWorstStretch(bands),
    treble: Math.max(0, toWorstStretch(treble)),
    pitch: comparePitch(sound, reference),
    difference: compareSamples(sound.samples, reference.samples),
  };
}

function compareDurations(sound: Sound, reference: Sound): number {
  const [heard, expected] = [sound.durations, reference.durations];
  const lengths = [sound.samples.length, reference.samples.length] as const;
  const byLength = Math.abs(lengths[0] - lengths[1]) / Math.max(1, ...lengths);
  if (expected === null || heard?.length !== expected.length) return byLength;
  const otherCount = heard.reduce((sum, frames, token) => sum + (frames === expected[token] ? 0 : 1), 0);
  return Math.max(byLength, otherCount / heard.length);
}

function comparePitch(sound: Sound, reference: Sound): number {
  const heard = toPitches(sound.samples);
  const expected = toPitches(reference.samples);
  let voiced = 0;
  let wrong = 0;
  expected.forEach((hertz, window) => {
    if (hertz === 0) return;
    voiced += 1;
    const other = heard[window] ?? 0;
    if (other === 0 || Math.abs(Math.log2(other / hertz)) > 1 / 12) wrong += 1;
  });
  return voiced === 0 ? 0 : wrong / voiced;
}

/** Silence is as loud as a sixteenth of the whole here: what differs in it hardly matters. */
function compareSamples(heard: Float32Array, expected: Float32Array): number {
  const floor = toMeanSquare(expected) / 256 + 1e-12;
  const length = Math.min(heard.length, expected.length);
  let worst = 0;
  for (let start = 0; start < length; start += STRETCH_SAMPLES) {
    // A short rest belongs to the stretch before.
    const end = length - start < 2 * STRETCH_SAMPLES ? length : start + STRETCH_SAMPLES;
    let difference = 0;
    let all = 0;
    for (let i = start; i < end; i += 1) {
      difference += ((heard[i] ?? 0) - (expected[i] ?? 0)) ** 2;
      all += (expected[i] ?? 0) ** 2;
    }
    worst = Math.max(worst, Math.sqrt(difference / (all + floor * (end - start))));
    if (end === length) break;
  }
  return worst;
}

function toWindow({ power }: Spectrum, window: number): Float32Array {
  const bands = new Float32Array(BAND_COUNT);
  for (let i = 0; i < FRAMES_PER_WINDOW * BAND_COUNT; i += 1) {
    const band = i % BAND_COUNT;
    const value = power[window * FRAMES_PER_WINDOW * BAND_COUNT + i] ?? 0;
    bands[band] = (bands[band] ?? 0) + value / FRAMES_PER_WINDOW;
  }
  return bands;
}

/** The share of the amplitude above 6 kHz. */
function toTreble(bands: Float32Array, floor: number): number {
  const all = bands.reduce((sum, power) => sum + power, floor);
  return Math.sqrt((bands[TREBLE_BAND] ?? 0) / all);
}

function toLoudestPower(spectrum: Spectrum): number {
  let loudest = 0;
  for (let frame = 0; frame < spectrum.frameCount; frame += 1) {
    loudest = Math.max(loudest, toFramePower(spectrum, frame));
  }
  return Math.max(loudest, 1e-12);
}

function toWorstStretch(values: Float32Array): number {
  const length = Math.min(STRETCH_WINDOWS, values.length);
  let worst = 0;
  for (let start = 0; start + length <= values.length; start += 1) {
    worst = Math.max(worst, mean(values.subarray(start, start + length)));
  }
  return worst;
}

function mean(values: Float32Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function toMeanSquare(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
}

function toDecibels(power: number): number {
  return 10 * Math.log10(power + 1e-12);
}
