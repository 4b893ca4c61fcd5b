import { SpeechError } from '../../contract/errors.ts';
import type { Speech } from '../../page/start-speech.ts';
import type { SpeechStream } from '../../page/stream/speech-stream.ts';
import { HandlerTarget } from './handler-target.ts';
import {
  SpeechSynthesisErrorEvent,
  SpeechSynthesisEvent,
  type ErrorCode,
  type SpeechSynthesisUtterance,
} from './utterance.ts';
import { chooseVoice, voices, type SpeechSynthesisVoice } from './voices.ts';

/** What speaks, e.g. the handle that `installSpeech` resolves to. */
export type Speaker = Pick<Speech, 'stream'>;

/** An utterance that is spoken now. */
interface Current {
  readonly utterance: SpeechSynthesisUtterance;
  stream: SpeechStream | null;
  /** When its first sound was heard; null before. */
  startedAtMs: number | null;
  /** Set where somebody ended it. */
  isCut: boolean;
}

/** Speaks utterances one after another. Source: https://wicg.github.io/speech-api/#speechsynthesis */
export class SpeechSynthesis extends HandlerTarget {
  /** Never called: the voices are there from the beginning. */
  onvoiceschanged: ((this: SpeechSynthesis, event: Event) => unknown) | null = null;
  readonly #speaker: Promise<Speaker>;
  readonly #queue: SpeechSynthesisUtterance[] = [];
  #current: Current | null = null;
  #isPaused = false;

  constructor(speaker?: Speaker | Promise<Speaker>) {
    super();
    if (speaker === undefined) throw new TypeError('Illegal constructor');
    this.#speaker = Promise.resolve(speaker);
    // Each utterance reports it.
    this.#speaker.catch(() => undefined);
  }

  /** Whether utterances wait. */
  get pending(): boolean {
    return this.#queue.length > 0;
  }

  /** Whether an utterance has begun and not ended, paused or not. */
  get speaking(): boolean {
    return this.#current !== null;
  }

  get paused(): boolean {
    return this.#isPaused;
  }

  getVoices(): SpeechSynthesisVoice[] {
    return [...voices];
  }

  /** Takes the browser's own utterances as well, which a script may have made before. Throws a `TypeError` for anything else. */
  speak(utterance: SpeechSynthesisUtterance): void {
    if (!(utterance instanceof EventTarget && 'text' in utterance)) {
      throw new TypeError('Only a SpeechSynthesisUtterance can be spoken.');
    }
    this.#queue.push(utterance);
    void this.#advance();
  }

  /** Empties the queue and falls silent; a paused synthesis stays paused. */
  cancel(): void {
    const waiting = this.#queue.splice(0);
    const current = this.#current;
    this.#current = null;
    if (current !== null) {
      current.isCut = true;
      void current.stream?.interrupt();
      this.#fail(current, 'interrupted');
    }
    for (const utterance of waiting) this.#fail(toCurrent(utterance), 'canceled');
  }

  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    const current = this.#current;
    if (current === null) return;
    current.stream?.pause();
    if (current.startedAtMs !== null) this.#fire('pause', current);
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    const current = this.#current;
    if (current === null) {
      void this.#advance();
      return;
    }
    current.stream?.resume();
    if (current.startedAtMs !== null) this.#fire('resume', current);
  }

  async #advance(): Promise<void> {
    if (this.#current !== null || this.#isPaused) return;
    const utterance = this.#queue.shift();
    if (utterance === undefined) return;
    const current = toCurrent(utterance);
    this.#current = current;
    try {
      await this.#play(current);
      if (current.isCut) return;
      this.#current = null;
      this.#start(current);
      this.#fire('end', current);
    } catch (error) {
      if (current.isCut) return;
      this.#current = null;
      this.#fail(current, toErrorCode(error));
    }
    void this.#advance();
  }

  async #play(current: Current): Promise<void> {
    const { text, voice, lang, rate, volume } = current.utterance;
    const choice = chooseVoice(voice, lang);
    const { stream } = await this.#speaker;
    if (current.isCut) return;
    if (choice === null) throw new SpeechError('invalid_value', 'No voice speaks it.', { param: 'language' });
    const speed = Math.min(4, Math.max(0.25, rate));
    current.stream = stream(text, { ...choice, speed, volume, format: 'text' });
    const playing = current.stream.play({
      onWord: ({ start, end }) => {
        this.#start(current);
        this.#fire('boundary', current, { charIndex: start, charLength: end - start, name: 'word' });
      },
    });
    if (this.#isPaused) current.stream.pause();
    await playing;
  }

  #start(current: Current): void {
    if (current.startedAtMs !== null) return;
    current.startedAtMs = performance.now();
    this.#fire('start', current);
  }

  #fire(
    type: string,
    current: Current,
    place: { readonly charIndex?: number; readonly charLength?: number; readonly name?: string } = {},
  ): void {
    const { utterance } = current;
    utterance.dispatchEvent(
      new SpeechSynthesisEvent(type, { utterance, elapsedTime: toElapsedSeconds(current), ...place }),
    );
  }

  #fail(current: Current, error: ErrorCode): void {
    const { utterance } = current;
    const elapsedTime = toElapsedSeconds(current);
    utterance.dispatchEvent(new SpeechSynthesisErrorEvent('error', { utterance, elapsedTime, error }));
  }
}

function toCurrent(utterance: SpeechSynthesisUtterance): Current {
  return { utterance, stream: null, startedAtMs: null, isCut: false };
}

function toElapsedSeconds({ startedAtMs }: Current): number {
  return startedAtMs === null ? 0 : (performance.now() - startedAtMs) / 1_000;
}

function toErrorCode(error: unknown): ErrorCode {
  if (error instanceof DOMException && error.name === 'NotAllowedError') return 'not-allowed';
  if (!(error instanceof SpeechError)) return 'synthesis-failed';
  if (error.param === 'language') return 'language-unavailable';
  if (error.param === 'voice') return 'voice-unavailable';
  if (error.code === 'string_above_max_length') return 'text-too-long';
  const isMissing = error.code === 'model_unavailable' || error.code === 'engine_unavailable';
  return isMissing ? 'synthesis-unavailable' : 'synthesis-failed';
}
