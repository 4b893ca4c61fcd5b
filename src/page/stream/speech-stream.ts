import { createAbortError, onAbort } from '../../std/abort.ts';
import { createDeferred } from '../../std/deferred.ts';
import { prefetch } from '../../std/prefetch.ts';
import type { Scope } from '../../std/scope.ts';
import { findHeardEnd, followWords, playChunks } from './play-chunks.ts';
import type { PlayerTurn, PlayerTurns } from './player-turns.ts';
import { speakAll, type SpokenText } from './speak-all.ts';
import { toSeconds, type SpokenPart, type StreamedWord } from './speak-chunk.ts';

/** Speech that is made while its text is written. Reading `audio`, or playing, drives it: little is made ahead. */
export interface SpeechStream {
  /** Samples, mono at 24 kHz, in chunks of any length. Leaving a `for await` loop ends the stream. */
  readonly audio: AsyncIterable<Float32Array<ArrayBuffer>>;
  /** Words as they are spoken. Read alone, it drives the stream, too; the sound then waits for a reader. */
  readonly words: AsyncIterable<StreamedWord>;
  /** The text so far, which the offsets of words count in. */
  readonly text: string;
  /**
   * Plays through the speakers; resolves when the last sample was heard, or after `interrupt`. Call it first thing in a
   * click.
   */
  play(options?: PlayOptions): Promise<void>;
  /** Falls silent until `resume`; does nothing before `play`. */
  pause(): void;
  resume(): void;
  /** Falls silent within one render quantum, ends the stream, and resolves to how many characters of the text were heard. */
  interrupt(): Promise<number>;
}

/** Callbacks while a stream plays. */
export interface PlayOptions {
  /** Called when a word begins to be heard. */
  readonly onWord?: (word: StreamedWord) => void;
}

/** What a stream is made of. */
export interface StreamParts extends Omit<SpokenText, 'signal'> {
  readonly scope: Scope;
  readonly turns: PlayerTurns;
  readonly signal: AbortSignal | undefined;
}

/** Creates a stream, which belongs to its scope and ends it. */
export function createSpeechStream(parts: StreamParts): SpeechStream {
  return new ActiveStream(parts);
}

class ActiveStream implements SpeechStream {
  readonly audio = { [Symbol.asyncIterator]: () => this.#readAudio() };
  readonly words = { [Symbol.asyncIterator]: () => this.#readWords() };
  readonly #parts: StreamParts;
  readonly #spoken: AsyncIterator<SpokenPart>;
  readonly #samples: Float32Array<ArrayBuffer>[] = [];
  readonly #allWords: StreamedWord[] = [];
  #handedSamples = 0;
  #state: 'open' | 'ended' | 'failed' = 'open';
  #failure: unknown = null;
  #change = createDeferred();
  #advancing: Promise<void> | null = null;
  #hasListener = false;
  #turn: PlayerTurn | null = null;
  /** Whether it was played to its end. */
  #isHeard = false;
  #heard: Promise<number> | null = null;

  constructor(parts: StreamParts) {
    this.#parts = parts;
    this.#spoken = prefetch(speakAll({ ...parts, signal: parts.scope.signal }))[Symbol.asyncIterator]();
    const { signal } = parts;
    if (signal !== undefined) onAbort(signal, () => this.#abort(signal.reason));
  }

  get text(): string {
    return this.#parts.feed.text;
  }

  async play({ onWord }: PlayOptions = {}): Promise<void> {
    const turn = this.#parts.turns.create();
    this.#turn = turn;
    if (onWord !== undefined) followWords(turn, this.#allWords, onWord);
    try {
      await playChunks(this.#readAudio(), turn);
      // Otherwise somebody stopped it, or another stream plays now.
      this.#isHeard = turn.isCurrent;
    } finally {
      turn.end();
    }
  }

  pause(): void {
    this.#turn?.pause();
  }

  resume(): void {
    this.#turn?.resume();
  }

  interrupt(): Promise<number> {
    this.#heard ??= this.#interrupt();
    return this.#heard;
  }

  async #interrupt(): Promise<number> {
    const isOver = this.#state !== 'open' && this.#samples.length === 0;
    const heard =
      this.#isHeard || (this.#turn === null && isOver) ? Infinity : toSeconds(this.#handedSamples);
    const halted = this.#isHeard ? null : this.#turn?.interrupt();
    this.#end();
    return findHeardEnd(this.#allWords, this.text, (await halted) ?? heard);
  }

  #abort(reason: unknown): void {
    this.#turn?.stop();
    this.#fail(reason);
    this.#parts.scope.dispose();
  }

  #readAudio(): AsyncIterator<Float32Array<ArrayBuffer>> {
    this.#hasListener = true;
    return {
      next: async () => {
        while (this.#samples.length === 0 && this.#state === 'open') await this.#advance();
        if (this.#state === 'failed' && this.#samples.length === 0) throw this.#failure as Error;
        const value = this.#samples.shift();
        this.#handedSamples += value?.length ?? 0;
        return value === undefined ? { done: true, value: undefined } : { done: false, value };
      },
      return: async () => {
        this.#end();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  #readWords(): AsyncIterator<StreamedWord> {
    let index = 0;
    return {
      next: async () => {
        while (index >= this.#allWords.length && this.#state === 'open') {
          await (this.#hasListener ? this.#change.promise : this.#advance());
        }
        const value = this.#allWords[index];
        index += 1;
        if (value !== undefined) return { done: false, value };
        if (this.#state === 'failed') throw this.#failure as Error;
        return { done: true, value };
      },
    };
  }

  #advance(): Promise<void> {
    this.#advancing ??= this.#step().finally(() => {
      this.#advancing = null;
    });
    return this.#advancing;
  }

  async #step(): Promise<void> {
    try {
      const step = await this.#spoken.next();
      if (step.done === true) this.#end();
      else {
        this.#samples.push(step.value.samples);
        this.#allWords.push(...step.value.words);
      }
    } catch (error) {
      this.#fail(error);
      this.#parts.scope.dispose();
    }
    this.#tell();
  }

  /** After this nothing more is made or handed out. */
  #end(): void {
    if (this.#state === 'open') this.#state = 'ended';
    this.#parts.scope.dispose();
    this.#tell();
  }

  #fail(error: unknown): void {
    if (this.#state === 'open') [this.#state, this.#failure] = ['failed', error ?? createAbortError()];
    this.#tell();
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = createDeferred();
  }
}
