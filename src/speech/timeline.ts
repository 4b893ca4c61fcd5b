import { SAMPLE_RATE } from '../contract/audio.ts';
import type { EngineId } from '../contract/engine-status.ts';
import type { PauseSegment, SpokenSegment } from '../contract/segment.ts';

/** Places what was made one after the other. Pauses before the first sound wait for it: it tells which engine speaks. */
export class Timeline {
  #sampleCount = 0;
  #engine: EngineId | null = null;
  #waiting: PauseSegment[] = [];

  /** Where the next sound begins, in seconds from the start of the answer. */
  get endSeconds(): number {
    const waiting = this.#waiting.reduce((sum, { sampleCount }) => sum + sampleCount, 0);
    return (this.#sampleCount + waiting) / SAMPLE_RATE;
  }

  /** Adds speech that begins at `endSeconds`; gives the pauses that waited for it, then itself. */
  *add(spoken: SpokenSegment): Generator<SpokenSegment, void, undefined> {
    this.#engine = spoken.engine;
    for (const pause of this.#waiting.splice(0)) yield this.#toSilence(pause, spoken.engine);
    this.#sampleCount += spoken.samples.length;
    yield spoken;
  }

  /** Adds a pause; gives it where an engine has spoken before. */
  *addPause(pause: PauseSegment): Generator<SpokenSegment, void, undefined> {
    if (this.#engine === null) this.#waiting.push(pause);
    else yield this.#toSilence(pause, this.#engine);
  }

  #toSilence(segment: PauseSegment, engine: EngineId): SpokenSegment {
    const startSeconds = this.#sampleCount / SAMPLE_RATE;
    this.#sampleCount += segment.sampleCount;
    return { segment, samples: new Float32Array(segment.sampleCount), engine, startSeconds, words: [] };
  }
}
