import { HEARING_RATE, type HeardSegment, type HeardToken, type HeardWord } from '../../contract/hearing.ts';
import { toHeardLanguageName } from '../../contract/heard-languages.ts';
import type { HeardUtterance } from '../../listening/listen.ts';
import type { SpokenTurns } from '../../listening/speakers/tell-speakers.ts';

/** A stretch in which something was said that could not be made out. Times are seconds. */
export interface UnclearStretch {
  readonly start: number;
  readonly end: number;
  readonly averageLogprob: number;
}

/** What an utterance adds to a text. */
export interface TranscriptDelta {
  readonly text: string;
  readonly tokens: readonly HeardToken[];
}

const SPACE = 0x20;

/** What was heard so far, put together. */
export class Transcript {
  readonly segments: HeardSegment[] = [];
  readonly unclear: UnclearStretch[] = [];
  text = '';
  promptTokenCount = 0;
  /** Who said what, once all is heard; null where nobody asked. */
  spoken: SpokenTurns | null = null;
  /** What ended the hearing early and is told within the answer, whose body then ends well. */
  failure: Error | null = null;
  #language: string | null;
  #sampleCount = 0;

  /** `language` is the one that was asked for; null takes the first that is heard. */
  constructor(language: string | null) {
    this.#language = language;
  }

  /** The code of the language. */
  get language(): string {
    return this.#language ?? 'en';
  }

  get languageName(): string {
    return toHeardLanguageName(this.language);
  }

  /** Of the sound as far as it was read. */
  get durationSeconds(): number {
    return this.#sampleCount / HEARING_RATE;
  }

  get words(): readonly HeardWord[] {
    return this.segments.flatMap(({ words }) => words);
  }

  get unclearSeconds(): number {
    return this.unclear.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** The tokens that make up the text. */
  get tokens(): readonly HeardToken[] {
    return withoutSpace(this.segments.flatMap(({ tokens }) => tokens));
  }

  /** Passes a sound on and counts it. */
  async *measure(
    sound: AsyncIterable<Float32Array<ArrayBuffer>>,
  ): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
    for await (const samples of sound) {
      this.#sampleCount += samples.length;
      yield samples;
    }
  }

  /** Adds what was heard and returns what the text gains; null where that is nothing. */
  add({ verdict, segments, start, end, language, promptTokenCount }: HeardUtterance): TranscriptDelta | null {
    this.promptTokenCount += promptTokenCount;
    if (verdict === 'unclear') {
      this.unclear.push({ start, end, averageLogprob: segments[0]?.averageLogprob ?? 0 });
    }
    if (verdict !== 'ok') return null;
    this.#language ??= language;
    const tokens = segments.flatMap((segment) => segment.tokens);
    const text = segments.map((segment) => segment.text).join('');
    const isFirst = this.text === '';
    this.segments.push(...segments);
    this.text += isFirst ? text.trimStart() : text;
    return isFirst ? { text: text.trimStart(), tokens: withoutSpace(tokens) } : { text, tokens };
  }
}

/** The text begins without the space that the model writes before a word. */
function withoutSpace([first, ...rest]: readonly HeardToken[]): readonly HeardToken[] {
  if (first === undefined) return [];
  const bytes = first.bytes[0] === SPACE ? first.bytes.slice(1) : first.bytes;
  return bytes.length === 0 ? withoutSpace(rest) : [{ ...first, bytes }, ...rest];
}
