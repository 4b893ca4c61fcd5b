// In your project: from 'sotto/page'.
import type { Speech, StreamOptions } from '../../src/page.ts';

/** How an utterance stands; assistant-ui's `SpeechSynthesisAdapter.Status`. */
export type UtteranceStatus =
  | { readonly type: 'starting' | 'running' }
  | {
      readonly type: 'ended';
      readonly reason: 'finished' | 'cancelled' | 'error';
      readonly error?: unknown;
    };

/** One message that is read aloud; assistant-ui's `SpeechSynthesisAdapter.Utterance`. */
export interface Utterance {
  status: UtteranceStatus;
  cancel(): void;
  /** Calls `callback` whenever `status` changes; at once, after this call, where it has ended. Returns what ends that. */
  subscribe(callback: () => void): () => void;
}

/**
 * Reads assistant-ui's messages aloud with Sotto: `useLocalRuntime(model, { adapters: { speech: new SottoSpeechAdapter(…) } })`.
 */
export class SottoSpeechAdapter {
  readonly #speech: Promise<Pick<Speech, 'stream'>>;
  readonly #options: StreamOptions;

  /** Takes what `installSpeech()` of `sotto/page` returns, or `connectSpeech()` of `sotto/embed`. */
  constructor(speech: Promise<Pick<Speech, 'stream'>>, options: StreamOptions = {}) {
    this.#speech = speech;
    this.#options = options;
  }

  /** Begins to read a message, as Markdown. */
  speak(text: string): Utterance {
    const utterance = new SpokenMessage();
    void utterance.speak(this.#speech, text, this.#options);
    return utterance;
  }
}

class SpokenMessage implements Utterance {
  status: UtteranceStatus = { type: 'starting' };
  readonly #subscribers = new Set<() => void>();
  readonly #cancelled = new AbortController();

  cancel(): void {
    this.#cancelled.abort();
    this.#set({ type: 'ended', reason: 'cancelled' });
  }

  subscribe(callback: () => void): () => void {
    this.#subscribers.add(callback);
    if (this.status.type === 'ended') {
      queueMicrotask(() => {
        if (this.#subscribers.has(callback)) callback();
      });
    }
    return () => this.#subscribers.delete(callback);
  }

  async speak(opening: Promise<Pick<Speech, 'stream'>>, text: string, options: StreamOptions): Promise<void> {
    const { signal } = this.#cancelled;
    try {
      const speech = await opening;
      signal.throwIfAborted();
      const onWord = (): void => {
        if (this.status.type === 'starting') this.#set({ type: 'running' });
      };
      await speech.stream(text, { ...options, signal }).play({ onWord });
      this.#set({ type: 'ended', reason: 'finished' });
    } catch (error) {
      this.#set({ type: 'ended', reason: 'error', error });
    }
  }

  /** What has ended stays as it is. */
  #set(status: UtteranceStatus): void {
    if (this.status.type === 'ended') return;
    this.status = status;
    for (const callback of [...this.#subscribers]) callback();
  }
}
