import { SAMPLE_RATE } from '../contract/audio.ts';

/** What one request for speech gave, as its listener has it. */
export interface HeardSpeech {
  /** From the call to the first bytes of sound. */
  readonly firstSoundMs: number;
  readonly totalMs: number;
  readonly audioSeconds: number;
  /** Silence in the middle for somebody who began to listen with the first sound. */
  readonly stallSeconds: number;
}

const BYTES_PER_SECOND = 2 * SAMPLE_RATE;

/** Follows an answer of 16-bit PCM as it comes in, and works out what a player would have had to do. */
export class HeardSpeechMeter {
  #firstSoundMs: number | null = null;
  #lastMs = 0;
  #audioSeconds = 0;
  #stallSeconds = 0;

  /** Notes bytes that came `elapsedMs` after the call. */
  add(byteCount: number, elapsedMs: number): void {
    if (byteCount === 0) return;
    this.#firstSoundMs ??= elapsedMs;
    const heardSeconds = (elapsedMs - this.#firstSoundMs) / 1000 - this.#stallSeconds;
    this.#stallSeconds += Math.max(0, heardSeconds - this.#audioSeconds);
    this.#audioSeconds += byteCount / BYTES_PER_SECOND;
    this.#lastMs = elapsedMs;
  }

  /** Sums up; throws where no sound came. */
  finish(): HeardSpeech {
    if (this.#firstSoundMs === null) throw new Error('The answer holds no sound.');
    return {
      firstSoundMs: this.#firstSoundMs,
      totalMs: this.#lastMs,
      audioSeconds: this.#audioSeconds,
      stallSeconds: this.#stallSeconds,
    };
  }
}

/** How long making a second of sound took, in seconds: under 1 is faster than it is heard. */
export function toRealTimeFactor({
  totalMs,
  audioSeconds,
}: Pick<HeardSpeech, 'totalMs' | 'audioSeconds'>): number {
  return totalMs / 1000 / audioSeconds;
}
