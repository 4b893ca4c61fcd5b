import { HandlerTarget } from './handler-target.ts';
import type { SpeechSynthesisVoice } from './voices.ts';

/** Why an utterance failed, in the words of the Web Speech API. */
export type ErrorCode =
  | 'canceled'
  | 'interrupted'
  | 'audio-busy'
  | 'audio-hardware'
  | 'network'
  | 'synthesis-unavailable'
  | 'synthesis-failed'
  | 'language-unavailable'
  | 'voice-unavailable'
  | 'text-too-long'
  | 'invalid-argument'
  | 'not-allowed';

interface EventInit extends globalThis.EventInit {
  readonly utterance: SpeechSynthesisUtterance;
  readonly charIndex?: number;
  readonly charLength?: number;
  readonly elapsedTime?: number;
  readonly name?: string;
}

/** Reports how far an utterance has come. Source: https://wicg.github.io/speech-api/#speechsynthesisevent */
export class SpeechSynthesisEvent extends Event {
  readonly utterance: SpeechSynthesisUtterance;
  /** UTF-16 units of the text. */
  readonly charIndex: number;
  readonly charLength: number;
  /** Seconds since the utterance began. */
  readonly elapsedTime: number;
  readonly name: string;

  constructor(type: string, init: EventInit) {
    super(type, init);
    requireMember(init, 'utterance');
    this.utterance = init.utterance;
    this.charIndex = init.charIndex ?? 0;
    this.charLength = init.charLength ?? 0;
    this.elapsedTime = init.elapsedTime ?? 0;
    this.name = init.name ?? '';
  }
}

/** Reports why an utterance ended before its end. */
export class SpeechSynthesisErrorEvent extends SpeechSynthesisEvent {
  readonly error: ErrorCode;

  constructor(type: string, init: EventInit & { readonly error: ErrorCode }) {
    super(type, init);
    requireMember(init, 'error');
    this.error = init.error;
  }
}

function requireMember(init: object, name: string): void {
  if (Reflect.get(init, name) !== undefined) return;
  throw new TypeError(`The member '${name}' of the event's dictionary is required.`);
}

type Handler<E extends Event> = ((this: SpeechSynthesisUtterance, event: E) => unknown) | null;

/**
 * A text, and how it is to be spoken. Values are converted as the Web's interfaces do. Source:
 * https://wicg.github.io/speech-api/#speechsynthesisutterance
 */
export class SpeechSynthesisUtterance extends HandlerTarget {
  onstart: Handler<SpeechSynthesisEvent> = null;
  onend: Handler<SpeechSynthesisEvent> = null;
  onerror: Handler<SpeechSynthesisErrorEvent> = null;
  onpause: Handler<SpeechSynthesisEvent> = null;
  onresume: Handler<SpeechSynthesisEvent> = null;
  onmark: Handler<SpeechSynthesisEvent> = null;
  onboundary: Handler<SpeechSynthesisEvent> = null;
  #text: string;
  #lang = '';
  #voice: SpeechSynthesisVoice | null = null;
  #volume = 1;
  #rate = 1;
  #pitch = 1;

  constructor(text?: string | null) {
    super();
    this.#text = text === undefined ? '' : String(text);
  }

  get text(): string {
    return this.#text;
  }

  set text(value: string | null) {
    this.#text = String(value);
  }

  /** The language of the text; the voice's own, or the page's, if empty. */
  get lang(): string {
    return this.#lang;
  }

  set lang(value: string | null) {
    this.#lang = String(value);
  }

  get voice(): SpeechSynthesisVoice | null {
    return this.#voice;
  }

  set voice(value: SpeechSynthesisVoice | null | undefined) {
    this.#voice = value ?? null;
  }

  /** 0 to 1. */
  get volume(): number {
    return this.#volume;
  }

  set volume(value: number) {
    this.#volume = clamp(value, 0, 1);
  }

  /** 0.1 to 10; Sotto's voices speak from 0.25 to 4. */
  get rate(): number {
    return this.#rate;
  }

  set rate(value: number) {
    this.#rate = clamp(value, 0.1, 10);
  }

  /** 0 to 2, and kept, but Sotto's voices have one pitch. */
  get pitch(): number {
    return this.#pitch;
  }

  set pitch(value: number) {
    this.#pitch = clamp(value, 0, 2);
  }
}

/** Converts what a script gives as browsers do, e.g. the text of a slider. Source: https://webidl.spec.whatwg.org/#js-float */
function clamp(value: unknown, least: number, most: number): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError('The provided value is not a finite number.');
  return Math.min(most, Math.max(least, number));
}
