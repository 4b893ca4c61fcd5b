import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SpokenSegment, WordTime } from '../../contract/segment.ts';
import type { EngineId } from '../../contract/engine-status.ts';
import { toPeaks } from '../../text/timing/peaks.ts';
import type { TimedSegment } from '../../text/timing/timeline.ts';
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
  /** What ended the speech early and is told within the answer, whose body then ends well. */
  failure: Error | null = null;
  readonly #meter = new UsageMeter();
  #sampleCount = 0;
  #words: WordTime[] = [];
  readonly #chunks: TimedChunk[] = [];
  readonly #segments: TimedSegment[] = [];

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

  /** What was spoken so far, with the times of its words. */
  get timedSegments(): readonly TimedSegment[] {
    return this.#segments;
  }

  /** Adds a segment that was spoken: its time, its words and its tokens. */
  add(spoken: SpokenSegment): void {
    this.#meter.add(spoken);
    const start = this.audioSeconds;
    const { read, text } = spoken.segment;
    const end = start + spoken.samples.length / SAMPLE_RATE;
    this.#chunks.push({ text: read === '' ? '' : text.trim(), start, end });
    this.#sampleCount += spoken.samples.length;
    this.#words.push(...spoken.words);
    this.#segments.push(toTimedSegment(spoken));
  }

  /** Hands out the words that were spoken since the last call. */
  takeWords(): readonly WordTime[] {
    return this.#words.splice(0);
  }
}

/** Only words without times are placed by how loud the sound is. */
function toTimedSegment({ segment, samples, startSeconds, words }: SpokenSegment): TimedSegment {
  const { start, end } = segment;
  const durationSeconds = samples.length / SAMPLE_RATE;
  const peaks = words.length > 0 ? new Float32Array() : toPeaks(samples);
  return { start, end, startSeconds, durationSeconds, words, peaks };
}
