import { SAMPLE_RATE } from '../../contract/audio.ts';
import { takesText } from '../../contract/engine-status.ts';
import type { Speak, SpokenSegment } from '../../contract/segment.ts';

/** Less sound than this says little. */
const LEAST_SECONDS = 2;

/** Beyond this much sound the earlier half counts half, so that the figure follows the device. */
const FULL_SECONDS = 60;

/** A device that was slow may have been busy: after this the figure is forgotten. */
const MOST_AGE_MS = 600_000;

/** Measures how long this device works for a second of speech. */
export class SpeedMeter {
  #workSeconds = 0;
  #soundSeconds = 0;
  #measuredAtMs = 0;

  /** How many seconds of work one second of sound took of late; null where that is not known. */
  get secondsPerSecond(): number | null {
    const isFresh = performance.now() - this.#measuredAtMs < MOST_AGE_MS;
    if (!isFresh || this.#soundSeconds < LEAST_SECONDS) return null;
    return this.#workSeconds / this.#soundSeconds;
  }

  /** Notes that so much sound took so much work. */
  note(workSeconds: number, soundSeconds: number): void {
    if (performance.now() - this.#measuredAtMs >= MOST_AGE_MS)
      [this.#workSeconds, this.#soundSeconds] = [0, 0];
    const share = this.#soundSeconds > FULL_SECONDS ? 0.5 : 1;
    this.#workSeconds = this.#workSeconds * share + workSeconds;
    this.#soundSeconds = this.#soundSeconds * share + soundSeconds;
    this.#measuredAtMs = performance.now();
  }

  /**
   * Wraps `speak` so that what a model says is measured. The first segment is left out unless `isLoaded`: it waits for the
   * model, too.
   */
  measure(speak: Speak, isLoaded: () => Promise<boolean>): Speak {
    return (...call) => {
      const segments = speak(...call)[Symbol.asyncIterator]();
      let counts: boolean | Promise<boolean> | undefined;
      const measured: AsyncIterator<SpokenSegment> = {
        next: async () => {
          // Asked before the engine is, and not waited for: it would come before the first sound.
          counts ??= isLoaded();
          const beganAtMs = performance.now();
          const step = await segments.next();
          if (step.done === true) return step;
          const { samples, engine } = step.value;
          const workSeconds = (performance.now() - beganAtMs) / 1_000;
          if ((await counts) && !takesText(engine)) this.note(workSeconds, samples.length / SAMPLE_RATE);
          counts = true;
          return step;
        },
        // Not a generator: its `return` would wait behind a pending `next`.
        return: async () => {
          await segments.return?.();
          return { done: true, value: undefined };
        },
      };
      return { [Symbol.asyncIterator]: () => measured };
    };
  }
}
