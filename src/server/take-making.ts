import type { Speak, SpokenSegment } from '../contract/segment.ts';
import { createAbortError } from '../std/abort.ts';
import { createDeferred } from '../std/deferred.ts';
import type { SpeechRequest } from '../contract/request.ts';

/** What is spoken, and what keeps each segment. */
export interface TakeMakingParts {
  readonly speak: Speak;
  readonly request: SpeechRequest;
  /** Is called with each segment before any reader gets it; readers wait for what it returns. */
  readonly onSegment: (spoken: SpokenSegment) => Promise<void> | undefined;
  /** Frames that were made before the take was broken off, when it is continued. */
  readonly madeFrames?: number;
}

/** A stretch of a take that was just made. Its readers share the samples, so that each sends a copy of its own. */
export interface MadeStretch {
  readonly startFrame: number;
  readonly samples: Float32Array<ArrayBuffer>;
}

/** A take while it is made. Readers drive it, each at its own pace and place; it ends with the last reader. */
export class TakeMaking {
  readonly #parts: TakeMakingParts;
  readonly #controller = new AbortController();
  readonly #segments: AsyncIterator<SpokenSegment>;
  readonly #over = createDeferred<boolean>();
  #readerCount = 0;
  #madeFrames: number;
  #step: Promise<MadeStretch | null> | null = null;

  constructor(parts: TakeMakingParts) {
    this.#parts = parts;
    this.#madeFrames = parts.madeFrames ?? 0;
    this.#segments = parts.speak(parts.request, this.#controller.signal)[Symbol.asyncIterator]();
  }

  /** Frames that were made so far. */
  get madeFrames(): number {
    return this.#madeFrames;
  }

  /** Resolves when nothing more will be made: to true if the take is whole. */
  get over(): Promise<boolean> {
    return this.#over.promise;
  }

  /** Counts one more reader until the returned function is called. */
  join(): () => void {
    this.#readerCount += 1;
    let isReading = true;
    return () => {
      if (!isReading) return;
      isReading = false;
      this.#readerCount -= 1;
      if (this.#readerCount === 0) this.end();
    };
  }

  /** Makes one more segment, the same for all who ask meanwhile; null when everything was made. */
  advance(): Promise<MadeStretch | null> {
    this.#step ??= this.#make();
    return this.#step;
  }

  /** Stops making. */
  end(): void {
    this.#controller.abort(createAbortError('Nobody listens any more.'));
    this.#over.resolve(false);
    // Not waited for: the run in progress may take its time to notice.
    Promise.resolve(this.#segments.return?.()).catch(() => undefined);
  }

  async #make(): Promise<MadeStretch | null> {
    try {
      const step = await this.#segments.next();
      if (step.done === true) {
        this.#over.resolve(true);
        return null;
      }
      const { samples } = step.value;
      const startFrame = this.#madeFrames;
      await this.#parts.onSegment(step.value);
      this.#madeFrames += samples.length;
      this.#step = null;
      return { startFrame, samples };
    } catch (error) {
      // Kept, so that every reader gets the error.
      this.#over.resolve(false);
      throw error;
    }
  }
}
