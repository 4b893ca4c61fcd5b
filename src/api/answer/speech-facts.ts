import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SpokenSegment, WordTime } from '../../contract/segment.ts';
import type { EngineId } from '../../contract/engine-status.ts';
import type { SpeechCourse } from '../../contract/speech-course.ts';
import { UsageMeter, type Usage } from '../../speech/usage.ts';

/** A part of an answer, in the form of Kokoro-FastAPI; the text of a pause is empty. */
interface TimedChunk {
  readonly text: string;
  /** Seconds from the start of the answer. */
  readonly start: number;
  readonly end: number;
}

/** What becomes known of an answer while it is spoken. */
export class SpeechFacts {
  readonly engine: EngineId;
  /** How long the request waited for others. */
  readonly queueMs: number;
  /** The choices that the answer was spoken by so far. */
  readonly course: SpeechCourse;
  readonly #meter = new UsageMeter();
  #sampleCount = 0;
  #words: WordTime[] = [];
  readonly #chunks: TimedChunk[] = [];

  constructor({ engine, queueMs, course }: Pick<SpeechFacts, 'engine' | 'queueMs' | 'course'>) {
    this.engine = engine;
    this.queueMs = queueMs;
    this.course = course;
  }

  get audioSeconds(): number {
    return this.#sampleCount / SAMPLE_RATE;
  }

  get usage(): Usage {
    return this.#meter.usage;
  }

  /** What was heard when so far. */
  get chunks(): readonly TimedChunk[] {
    return this.#chunks;
  }

  add(spoken: SpokenSegment): void {
    this.#meter.add(spoken);
    const start = this.audioSeconds;
    const { read, text } = spoken.segment;
    const end = start + spoken.samples.length / SAMPLE_RATE;
    this.#chunks.push({ text: read === '' ? '' : text.trim(), start, end });
    this.#sampleCount += spoken.samples.length;
    this.#words.push(...spoken.words);
  }

  /** Hands out the words that were spoken since the last call. */
  takeWords(): readonly WordTime[] {
    return this.#words.splice(0);
  }
}
