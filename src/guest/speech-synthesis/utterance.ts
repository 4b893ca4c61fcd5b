import type { SpeechSynthesisErrorEvent, SpeechSynthesisEvent } from './events.ts';
import { HandlerTarget } from './handler-target.ts';
import type { SpeechSynthesisVoice } from './voices.ts';

type Handler<E extends Event> = ((this: SpeechSynthesisUtterance, event: E) => unknown) | null;

/** A text, and how it is to be spoken. Source: https://wicg.github.io/speech-api/#speechsynthesisutterance */
export class SpeechSynthesisUtterance extends HandlerTarget {
  text: string;
  /** The language of the text; the voice's own, or the page's, if empty. */
  lang = '';
  voice: SpeechSynthesisVoice | null = null;
  onstart: Handler<SpeechSynthesisEvent> = null;
  onend: Handler<SpeechSynthesisEvent> = null;
  onerror: Handler<SpeechSynthesisErrorEvent> = null;
  onpause: Handler<SpeechSynthesisEvent> = null;
  onresume: Handler<SpeechSynthesisEvent> = null;
  onmark: Handler<SpeechSynthesisEvent> = null;
  onboundary: Handler<SpeechSynthesisEvent> = null;
  #volume = 1;
  #rate = 1;
  #pitch = 1;

  constructor(text?: string | null) {
    super();
    this.text = text === undefined ? '' : String(text);
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

function clamp(value: number, least: number, most: number): number {
  if (!Number.isFinite(value)) throw new TypeError('The provided value is not a finite number.');
  return Math.min(most, Math.max(least, value));
}
