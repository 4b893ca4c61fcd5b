import type { PageServices } from '../../../page/page-services.ts';
import { parseVoice } from '../../../contract/parse-voice.ts';
import { toVoiceLanguage } from '../../../contract/voices.ts';
import { isAbortError, onAbort } from '../../../std/abort.ts';
import type { AppStore } from '../../store/app-store.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { toPlayableModel } from '../../store/selectors.ts';
import { createStore, type Store } from '../../store/store.ts';
import { sampleTexts } from '../../texts/sample-texts.ts';

export type PreviewState =
  | { readonly phase: 'idle' }
  /** From the click until it is over. */
  | { readonly phase: 'speaking'; readonly voice: string }
  | { readonly phase: 'failed'; readonly voice: string; readonly problem: Problem };

type Services = Pick<PageServices, 'speech' | 'previewPlayer'>;

/** Has voices say a sentence in their language, one at a time, beside the take and without keeping anything. */
export class VoicePreview {
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

  /** Speaks by a voice, or falls silent where that voice is speaking. Call it in a click. */
  toggle(voice: string): void {
    const state = this.#state.getState();
    const isSpeaking = state.phase === 'speaking' && state.voice === voice;
    this.stop();
    if (!isSpeaking) void this.#speak(voice);
  }

  stop(): void {
    if (this.#current === null) return;
    this.#current.abort();
    this.#current = null;
    this.#services.previewPlayer.stop();
    this.#state.dispatch({ phase: 'idle' });
  }

  async #speak(voice: string): Promise<void> {
    const { speech, previewPlayer: player } = this.#services;
    const controller = new AbortController();
    const { signal } = controller;
    this.#current = controller;
    this.#state.dispatch({ phase: 'speaking', voice });
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
      const request = this.#toRequest(voice);
      await speech.speak({ take: crypto.randomUUID(), request, sink, isKept: false }, signal);
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      this.stop();
      this.#state.dispatch({ phase: 'failed', voice, problem: toProblem(error) });
    }
  }

  #toRequest(voice: string): Parameters<Services['speech']['speak']>[0]['request'] {
    const state = this.#store.getState();
    const mix = parseVoice(voice);
    const language = toVoiceLanguage(mix);
    return {
      text: sampleTexts[language].preview,
      model: toPlayableModel(state),
      voice: mix,
      language,
      speed: state.settings.speed,
    };
  }
}
