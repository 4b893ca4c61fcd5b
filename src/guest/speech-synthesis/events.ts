import type { SpeechSynthesisUtterance } from './utterance.ts';

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

export interface EventInit extends globalThis.EventInit {
  readonly utterance: SpeechSynthesisUtterance;
  readonly charIndex?: number;
  readonly charLength?: number;
  readonly elapsedTime?: number;
  readonly name?: string;
}

/** Tells how far an utterance has come. Source: https://wicg.github.io/speech-api/#speechsynthesisevent */
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

/** Tells why an utterance ended before its end. */
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
