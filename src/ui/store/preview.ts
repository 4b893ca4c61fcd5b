import type { PageServices } from '../../page/page-services.ts';
import { parseVoice } from '../../contract/parse-voice.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import { isAbortError, onAbort } from '../../std/abort.ts';
import type { AppStore } from './app-store.ts';
import { toProblem, type Problem } from './problem.ts';
import { toPlayableModel } from './selectors.ts';
import { isModelGuessed, settleOrder, type SettledOrder } from './settle-order.ts';
import { createStore, type Store } from './store.ts';
import type { SpeechRequest } from '../../contract/request.ts';
import { createRandomId } from '../../std/random-id.ts';

/** What the preview is doing; `key` names what is spoken, such as one of the voices. */
export type PreviewState =
  | { readonly phase: 'idle' }
  /** From the click until it is over. */
  | { readonly phase: 'speaking'; readonly key: string }
  | { readonly phase: 'failed'; readonly key: string; readonly problem: Problem };

/** What is said, and by whom; at the page's speed. */
export type PreviewRequest = Pick<SpeechRequest, 'pronunciations' | 'text'> & {
  /** A voice or a mix, as settings hold it. */
  readonly voiceName: string;
};

type Services = Pick<PageServices, 'speech' | 'previewPlayer'>;

/** Has something short said, one thing at a time, beside the take. Keeps nothing, and downloads no model. */
export class Preview {
  readonly #store: AppStore;
  readonly #services: Services;
  readonly #state: Store<PreviewState, PreviewState> = createStore<PreviewState, PreviewState>(
    { phase: 'idle' },
    (_, next) => next,
  );
  #current: AbortController | null = null;

  constructor(store: AppStore, services: Services) {
    this.#store = store;
    this.#services = services;
  }

  /** What components show. */
  get state(): Pick<Store<PreviewState, never>, 'getState' | 'subscribe'> {
    return this.#state;
  }

  /** Speaks what `key` stands for, or falls silent where that is being said. Call it in a click. */
  toggle(key: string, asked: PreviewRequest): void {
    const state = this.#state.getState();
    const isSpeaking = state.phase === 'speaking' && state.key === key;
    this.stop();
    // The page says so already.
    if (!this.#store.getState().isSecure) return;
    if (!isSpeaking) void this.#speak(key, asked);
  }

  /** Falls silent; does nothing where nothing is said. */
  stop(): void {
    if (this.#current === null) return;
    this.#current.abort();
    this.#current = null;
    this.#services.previewPlayer.stop();
    this.#state.dispatch({ phase: 'idle' });
  }

  async #speak(key: string, asked: PreviewRequest): Promise<void> {
    const { speech, previewPlayer: player } = this.#services;
    const controller = new AbortController();
    const { signal } = controller;
    this.#current = controller;
    this.#state.dispatch({ phase: 'speaking', key });
    const order = this.#toOrder(asked);
    // What is stored may be known by the time the sound is open, and is not known to this order.
    const isGuess = isModelGuessed(order, this.#store.getState());
    const ignore = player.subscribe((event) => {
      if (event.type !== 'position' && this.#current === controller) this.stop();
    });
    onAbort(signal, ignore);
    try {
      const sink = await player.play();
      if (signal.aborted) {
        sink.close();
        return;
      }
      const { model } = await settleOrder(this.#store, order, {
        isGuess,
        askEngine: () => speech.configureEngine({}, signal),
      });
      const request = this.#toRequest(asked, model);
      await speech.speak({ take: createRandomId(), request, sink, isKept: false }, signal);
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      this.stop();
      this.#state.dispatch({ phase: 'failed', key, problem: toProblem(error) });
    }
  }

  #toOrder({ voiceName }: PreviewRequest): SettledOrder {
    const state = this.#store.getState();
    const model = toPlayableModel(state, voiceName);
    return { model, voice: voiceName, standIn: model !== state.settings.model };
  }

  #toRequest({ voiceName, ...asked }: PreviewRequest, model: string): SpeechRequest {
    const { speed } = this.#store.getState().settings;
    const voice = parseVoice(voiceName);
    return { ...asked, model, voice, language: toVoiceLanguage(voice), speed };
  }
}
