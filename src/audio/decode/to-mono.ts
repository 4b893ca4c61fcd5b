import type { DecodedPiece } from './decoded-piece.ts';

/** A gap is filled, and an overlap cut, from this many seconds on: containers round their times. */
const TOLERANCE_SECONDS = 0.02;
/** A gap that no recording has; a damaged time must not fill the memory. */
const MAX_GAP_SECONDS = 24 * 3600;
/** Silence that is made at a time. */
const FILL_SAMPLES = 65_536;

/** Mono samples of one rate. */
export interface MonoPiece {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly sampleRate: number;
}

/**
 * Averages channels and puts the pieces where their times say: what is before 0 is cut, as an encoder's padding is, and
 * gaps are filled with silence, so that sample n is second n / rate.
 */
export async function* toMono(
  pieces: AsyncIterable<DecodedPiece>,
): AsyncGenerator<MonoPiece, void, undefined> {
  let seconds = 0;
  for await (const { channels, sampleRate, startSeconds } of pieces) {
    const late = startSeconds === null ? 0 : startSeconds - seconds;
    const isOff = Math.abs(late) > TOLERANCE_SECONDS && late < MAX_GAP_SECONDS;
    const shift = isOff || startSeconds === 0 ? Math.round(late * sampleRate) : 0;
    const samples = average(channels).subarray(Math.max(0, -shift));
    for (let left = shift; left > 0; left -= FILL_SAMPLES) {
      yield { samples: new Float32Array(Math.min(left, FILL_SAMPLES)), sampleRate };
    }
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
