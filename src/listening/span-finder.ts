import { HEARING_RATE, VOICE_FRAME_SAMPLES } from '../contract/hearing.ts';

/** Frames of a voice detector, 32 ms each. `end` is the first that does not belong to it. */
export interface VoiceSpan {
  readonly start: number;
  readonly end: number;
  /** Of each of its frames. */
  readonly probabilities: readonly number[];
}

/** What counts as speech, and where one span of it ends. */
export interface SpanOptions {
  /** From this probability on somebody speaks. */
  readonly threshold: number;
  /** What is heard before and after the voice. */
  readonly padSeconds: number;
  /** A pause of this length ends a span. */
  readonly pauseSeconds: number;
}

/** How spans are found where a request does not say otherwise. */
export const defaultSpanOptions: SpanOptions = { threshold: 0.5, padSeconds: 0.4, pauseSeconds: 1.2 };

/** Once somebody speaks, this much less than the threshold still counts as voice. */
const HYSTERESIS = 0.15;
const MIN_VOICE_SECONDS = 0.25;
/** A window of Whisper lasts 30 s. */
const MAX_SECONDS = 28;

/** Finds spans of speech, frame by frame. A span that gets too long is cut where a voice is least likely. */
export class SpanFinder {
  readonly #options: SpanOptions;
  readonly #padFrames: number;
  readonly #pauseFrames: number;
  /** Of the frames from `#heldFrom` on, which a span may yet need. */
  #held: number[] = [];
  #heldFrom = 0;
  #count = 0;
  #hasVoice = false;
  #lastVoice = 0;

  constructor(options: SpanOptions) {
    this.#options = options;
    this.#padFrames = toFrames(options.padSeconds);
    this.#pauseFrames = Math.max(toFrames(options.pauseSeconds), this.#padFrames + 1);
  }

  /** The first frame that is still needed. */
  get keepFrom(): number {
    return this.#heldFrom;
  }

  /** Takes the next frame's probability; returns the span that it ends, or null. */
  push(probability: number): VoiceSpan | null {
    const index = this.#count;
    this.#count += 1;
    this.#held.push(probability);
    const { threshold } = this.#options;
    if (probability >= (this.#hasVoice ? threshold - HYSTERESIS : threshold)) {
      this.#hasVoice = true;
      this.#lastVoice = index;
    }
    if (!this.#hasVoice) {
      this.#drop(this.#count - this.#padFrames);
      return null;
    }
    if (index - this.#lastVoice >= this.#pauseFrames) return this.#end(this.#lastVoice + 1 + this.#padFrames);
    return this.#held.length >= toFrames(MAX_SECONDS) ? this.#cut() : null;
  }

  /** Returns the span that the end of the sound ends, or null. */
  flush(): VoiceSpan | null {
    return this.#hasVoice ? this.#end(Math.min(this.#count, this.#lastVoice + 1 + this.#padFrames)) : null;
  }

  #end(end: number): VoiceSpan | null {
    const span = this.#take(end);
    this.#hasVoice = false;
    this.#drop(this.#count - this.#padFrames);
    return this.#isSpeech(span) ? span : null;
  }

  #cut(): VoiceSpan | null {
    const half = Math.floor(this.#held.length / 2);
    const later = this.#held.slice(half);
    const lowest = later.indexOf(Math.min(...later));
    const span = this.#take(this.#heldFrom + half + Math.max(1, lowest));
    const kept = this.#held;
    this.#hasVoice = kept.some((value) => value >= this.#options.threshold - HYSTERESIS);
    return this.#isSpeech(span) ? span : null;
  }

  #take(end: number): VoiceSpan {
    const start = this.#heldFrom;
    const probabilities = this.#held.slice(0, end - start);
    this.#drop(end);
    return { start, end, probabilities };
  }

  #isSpeech({ probabilities }: VoiceSpan): boolean {
    const voiced = probabilities.filter((value) => value >= this.#options.threshold - HYSTERESIS).length;
    return voiced >= toFrames(MIN_VOICE_SECONDS);
  }

  #drop(end: number): void {
    const surplus = Math.min(this.#held.length, Math.max(0, end - this.#heldFrom));
    this.#held.splice(0, surplus);
    this.#heldFrom += surplus;
  }
}

/** Converts seconds to the nearest number of frames. */
export function toFrames(seconds: number): number {
  return Math.round((seconds * HEARING_RATE) / VOICE_FRAME_SAMPLES);
}
