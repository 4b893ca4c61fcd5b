import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SpokenSegment, WordTime } from '../../contract/segment.ts';
import type { EngineId } from '../../contract/engine-status.ts';
import { UsageMeter, type Usage } from '../../speech/usage.ts';

/** What becomes known of an answer while it is spoken. */
export class SpeechFacts {
  readonly engine: EngineId;
  /** How long the request waited for others. */
  readonly queueMs: number;
  readonly #meter = new UsageMeter();
  #sampleCount = 0;
  #words: WordTime[] = [];

  constructor(engine: EngineId, queueMs: number) {
    this.engine = engine;
    this.queueMs = queueMs;
  }

  get audioSeconds(): number {
    return this.#sampleCount / SAMPLE_RATE;
  }

  get usage(): Usage {
    return this.#meter.usage;
  }

  add(spoken: SpokenSegment): void {
    this.#meter.add(spoken);
    this.#sampleCount += spoken.samples.length;
    this.#words.push(...spoken.words);
  }

  /** Hands out the words that were spoken since the last call. */
  takeWords(): readonly WordTime[] {
    return this.#words.splice(0);
  }
}
