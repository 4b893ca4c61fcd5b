import { createDeferred } from '../std/deferred.ts';
import type { Pace } from './ramp.ts';

/** How many measurements are kept. */
const KEPT = 5;

/** How fast an engine is, learnt from its runs; worth keeping between answers of the same engine. */
export class EngineSpeed {
  readonly #secondsPerToken: number[] = [];

  /** Notes one run. */
  add(tokenCount: number, seconds: number): void {
    if (tokenCount > 0) this.#secondsPerToken.push(seconds / tokenCount);
    if (this.#secondsPerToken.length > KEPT) this.#secondsPerToken.shift();
  }

  /** The lower median, so that a run that had to wait for the model does not count. */
  get secondsPerToken(): number | undefined {
    const sorted = this.#secondsPerToken.toSorted((a, b) => a - b);
    return sorted[(sorted.length - 1) >> 1];
  }
}

interface AnswerPaceOptions {
  readonly speed: EngineSpeed;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

/** Follows one answer as if its listener began with the first sound; returns how much is left to hear. */
export class AnswerPace implements Pace {
  readonly #speed: EngineSpeed;
  readonly #now: () => number;
  readonly #known = createDeferred();
  /** Tokens of the segments that are planned and not finished. */
  #pendingTokens = 0;
  #finishedTokens = 0;
  #producedSeconds = 0;
  #startedMs = 0;
  #firstSoundMs: number | null = null;
  #restingSinceMs: number | null = null;

  constructor({ speed, now }: AnswerPaceOptions) {
    this.#speed = speed;
    this.#now = now;
  }

  /** Resolves with the first sound: then its listener's clock runs, and the speed was measured. */
  known(): Promise<void> {
    return this.#known.promise;
  }

  plan(tokenCount: number): void {
    this.#pendingTokens += tokenCount;
  }

  start(): void {
    const now = this.#now();
    // A reader that lets the engine rest has enough to play: its time stands still meanwhile.
    if (this.#firstSoundMs !== null && this.#restingSinceMs !== null) {
      this.#firstSoundMs += now - this.#restingSinceMs;
    }
    this.#restingSinceMs = null;
    this.#startedMs = now;
  }

  /** `runSeconds` is what the engine measured, where it did: the time since `start` may hold a load or a wait too. */
  finish(tokenCount: number, soundSeconds: number, runSeconds?: number): void {
    const now = this.#now();
    this.#speed.add(tokenCount, runSeconds ?? (now - this.#startedMs) / 1000);
    this.#pendingTokens -= tokenCount;
    this.#finishedTokens += tokenCount;
    this.#producedSeconds += soundSeconds;
    this.#firstSoundMs ??= now;
    this.#restingSinceMs = now;
    this.#known.resolve();
  }

  /** Notes that nothing more will be made. */
  fail(): void {
    this.#known.resolve();
  }

  /**
   * At most as long as a phoneme sounds: a first run may have waited for the model, and on an engine that is slower
   * than speech no plan helps.
   */
  secondsPerToken(): number | undefined {
    const measured = this.#speed.secondsPerToken;
    if (measured === undefined || this.#finishedTokens === 0) return measured;
    return Math.min(measured, this.#producedSeconds / this.#finishedTokens);
  }

  audioAheadSeconds(): number | undefined {
    const secondsPerToken = this.secondsPerToken();
    if (this.#firstSoundMs === null || secondsPerToken === undefined) return undefined;
    const now = this.#now();
    const isResting = this.#restingSinceMs !== null;
    const heardSeconds = ((this.#restingSinceMs ?? now) - this.#firstSoundMs) / 1000;
    const spentSeconds = isResting ? 0 : (now - this.#startedMs) / 1000;
    const pendingSound = (this.#pendingTokens * this.#producedSeconds) / Math.max(1, this.#finishedTokens);
    const pendingWork = Math.max(0, this.#pendingTokens * secondsPerToken - spentSeconds);
    return Math.max(0, this.#producedSeconds - heardSeconds + pendingSound - pendingWork);
  }
}
