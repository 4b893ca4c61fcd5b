import { nextTurn } from '../../std/next-turn.ts';
import { LoudnessMeter } from './loudness-meter.ts';
import { PeakLimiter } from './peak-limiter.ts';

/** The greatest true peak that normalised sound has, in dBTP: EBU R 128's limit. */
const CEILING_DBTP = -1;
/** Room for what the moving gain itself adds between two samples. */
const MARGIN_DB = 0.1;
/** A take within so many LU of what was asked for is right. */
const TOLERANCE_LU = 0.1;
/** A limiter makes sound quieter, so the gain is raised and the sound limited again. */
const MAX_TRIES = 5;
/** Slices of about a second let an abort through. */
const SLICE_SAMPLES = 24_000;

interface LoudnessOptions {
  /** Integrated loudness that the sound is brought to. */
  readonly targetLufs: number;
  readonly sampleRate: number;
  readonly signal: AbortSignal;
}

/**
 * Brings a whole mono sound to a loudness, with its true peak at -1 dBTP or below. Returns it in pieces, as many samples
 * as there were. Sound that is too quiet to be measured stays as it is. Rejects with `AbortError`.
 */
export async function* normaliseLoudness(
  sound: readonly Float32Array<ArrayBuffer>[],
  options: LoudnessOptions,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  const measured = await measure(toSlices(sound, 1, options.signal), options.sampleRate);
  if (measured === null) {
    yield* toSlices(sound, 1, options.signal);
    return;
  }
  const gain = await findGain(sound, options.targetLufs - measured, options);
  yield* toLimited(sound, gain, options);
}

/** Finds the gain in decibels with which the limited sound is as loud as asked for. */
async function findGain(
  sound: readonly Float32Array<ArrayBuffer>[],
  firstGain: number,
  options: LoudnessOptions,
): Promise<number> {
  let gain = firstGain;
  for (let tries = 1; tries < MAX_TRIES; tries += 1) {
    const reached = await measure(toLimited(sound, gain, options), options.sampleRate);
    const missing = options.targetLufs - (reached ?? options.targetLufs);
    if (Math.abs(missing) <= TOLERANCE_LU) break;
    gain += missing;
  }
  return gain;
}

async function measure(sound: AsyncIterable<Float32Array>, sampleRate: number): Promise<number | null> {
  const meter = new LoudnessMeter(sampleRate);
  for await (const samples of sound) meter.add(samples);
  return meter.integratedLufs;
}

async function* toLimited(
  sound: readonly Float32Array<ArrayBuffer>[],
  gain: number,
  { sampleRate, signal }: LoudnessOptions,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  const limiter = new PeakLimiter(sampleRate, 10 ** ((CEILING_DBTP - MARGIN_DB) / 20));
  for await (const samples of toSlices(sound, 10 ** (gain / 20), signal)) yield limiter.process(samples);
  yield limiter.finish();
}

async function* toSlices(
  sound: readonly Float32Array<ArrayBuffer>[],
  factor: number,
  signal: AbortSignal,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  for (const samples of sound) {
    for (let start = 0; start < samples.length; start += SLICE_SAMPLES) {
      // An abort can come in meanwhile.
      await nextTurn();
      signal.throwIfAborted();
      // One sample that is no number would silence all after it.
      yield samples
        .slice(start, start + SLICE_SAMPLES)
        .map((sample) => (Number.isFinite(sample) ? sample * factor : 0));
    }
  }
}
