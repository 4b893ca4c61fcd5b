import { SpeechError } from '../../contract/errors.ts';
import { HEARING_RATE } from '../../contract/hearing.ts';
import { StreamingResampler } from '../streaming-resampler.ts';
import type { DecodedPiece } from './byte-decoders.ts';

/**
 * Decodes a file to mono samples at 16 kHz while they are read; sample n is second n / 16 000. A file that breaks off
 * ends where it does. Rejects with `undecodable_audio` where it has no sample or nothing here decodes it, or with the
 * reason of `signal`.
 */
export async function* openSound(
  file: Blob,
  signal: AbortSignal,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  let hasBegun = false;
  try {
    for await (const samples of resampled(file, signal)) {
      signal.throwIfAborted();
      if (samples.length === 0) continue;
      hasBegun = true;
      yield samples;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SpeechError) throw error;
    if (!hasBegun) throw createUndecodable(error);
    console.warn('A sound file is damaged; what lies behind that place was not decoded', error);
  }
  if (!hasBegun) throw createUndecodable();
}

/** Measures a file by its packets; see `MeasureSound`. */
export async function measureSound(
  file: Blob,
  maxSeconds: number,
  signal: AbortSignal,
): Promise<number | null> {
  const { measureFile } = await import('./decode-file.ts');
  try {
    return await measureFile(file, maxSeconds, signal);
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** Rates that sound has; a damaged header may claim any other, which would make hours of a second. */
const MIN_RATE = 1_000;
const MAX_RATE = 768_000;

async function* resampled(
  file: Blob,
  signal: AbortSignal,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  // What reads containers is loaded with the first file.
  const { decodeFile } = await import('./decode-file.ts');
  let from = 0;
  let resampler: StreamingResampler | null = null;
  for await (const { samples, sampleRate } of toMono(decodeFile(file, signal))) {
    // A chained file may change its rate.
    if (resampler === null || sampleRate !== from) {
      if (resampler !== null) yield resampler.flush();
      if (sampleRate < MIN_RATE || sampleRate > MAX_RATE)
        throw new RangeError(`No sound has ${sampleRate} Hz.`);
      from = sampleRate;
      resampler = new StreamingResampler({ from, to: HEARING_RATE });
    }
    yield resampler.push(samples);
  }
  if (resampler !== null) yield resampler.flush();
}

const names = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];

/** Creates the error for a file that holds no sound that can be decoded here, in OpenAI's words. */
function createUndecodable(cause?: unknown): SpeechError {
  const formats = names.map((name) => `'${name}'`).join(', ');
  return new SpeechError('undecodable_audio', `Invalid file format. Supported formats: [${formats}]`, {
    cause,
  });
}

/** A gap is filled, and an overlap cut, from this many seconds on: containers round their times. */
const TOLERANCE_SECONDS = 0.02;
/** Silence that is made for one file. What its times ask for beyond that is damage, and would be listened to for hours. */
const MAX_SILENCE_SECONDS = 4 * 3600;
/** Times that go back further than by padding begin again, as in files that were joined end to end. */
const MAX_OVERLAP_SECONDS = 1;
/** Silence that is made at a time. */
const FILL_SAMPLES = 65_536;

/** Mono samples of one rate. */
export interface MonoPiece {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly sampleRate: number;
}

/**
 * Averages channels and puts the pieces where their times say: what is before 0 is cut, as an encoder's padding is, and
 * gaps are filled with silence, so that sample n is second n / rate. A gap that no recording has is closed, and what begins
 * again follows on what was before.
 */
async function* toMono(pieces: AsyncIterable<DecodedPiece>): AsyncGenerator<MonoPiece, void, undefined> {
  let seconds = 0;
  /** How far the times of the file are ahead of what is heard. */
  let closedSeconds = 0;
  let silenceLeft = MAX_SILENCE_SECONDS;
  for await (const { channels, sampleRate, startSeconds } of pieces) {
    let late = startSeconds === null ? 0 : startSeconds - closedSeconds - seconds;
    if (late > silenceLeft || (seconds > 0 && late < -MAX_OVERLAP_SECONDS)) {
      closedSeconds += late;
      late = 0;
    }
    const isOff = Math.abs(late) > TOLERANCE_SECONDS;
    const shift = isOff || startSeconds === 0 ? Math.round(late * sampleRate) : 0;
    const samples = average(channels).subarray(Math.max(0, -shift));
    for (let left = shift; left > 0; left -= FILL_SAMPLES) {
      yield { samples: new Float32Array(Math.min(left, FILL_SAMPLES)), sampleRate };
    }
    silenceLeft -= Math.max(0, shift) / sampleRate;
    seconds += (Math.max(0, shift) + samples.length) / sampleRate;
    if (samples.length > 0) yield { samples, sampleRate };
  }
}

function average(channels: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const mono = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels) {
    for (let index = 0; index < mono.length; index += 1) {
      mono[index] = (mono[index] ?? 0) + (channel[index] ?? 0) / channels.length;
    }
  }
  return mono;
}
