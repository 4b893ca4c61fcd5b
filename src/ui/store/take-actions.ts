import type { PageServices } from '../../page/page-services.ts';
import type { TakeInfo } from '../../contract/takes.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import type { AppStore } from './app-store.ts';
import { createPartActions, type PartActions } from './part-actions.ts';
import { isCurrent } from './selectors.ts';
import type { AppState } from './state.ts';
import { isActive, toMadeSeconds, toTake, type Take } from './take.ts';
import { createTakeOrder } from './take-order.ts';
import { TakeRunner } from './take-runner.ts';
import { toNextSentenceSeconds, toPreviousSentenceSeconds } from './timeline.ts';

/** What a person can do with the take. */
export interface TakeActions extends PartActions {
  /**
   * Goes on where a paused take was left; plays one again that says what the page shows, and speaks what is missing of
   * it; else speaks the text, dropping an earlier take. Does nothing while a take is heard or about to be, as keys and
   * the system's controls may ask for it at any time. Call it in a click or key press.
   */
  readonly play: () => void;
  /** Speaks what the take said once more, with the settings as they are now; the whole text if that was edited. */
  readonly speakAgain: () => void;
  /** Like `speakAgain`, with a given model, once. */
  readonly playWith: (model: string) => void;
  readonly pause: () => void;
  /** Play or pause, whichever makes sense. */
  readonly toggle: () => void;
  readonly stop: () => void;
  /** Plays what there is at once, where the player waits so that there are no gaps. */
  readonly hurry: () => void;
  /** Goes on from another place of the take, as far as it was made; plays it where it was over. */
  readonly seek: (seconds: number) => void;
  /** Plays a kept take, or speaks what is missing of it; like `play`, in a click or key press. */
  readonly openTake: (info: TakeInfo, isResumed: boolean) => void;
  readonly previousSentence: () => void;
  readonly nextSentence: () => void;
}

/** Creates the actions. */
export function createTakeActions(store: AppStore, services: PageServices): TakeActions {
  const { player } = services;
  const runner = new TakeRunner(store, services);

  const actions: TakeActions = {
    play() {
      const state = store.getState();
      const take = toTake(state.take);
      const { phase } = state.take;
      if (phase === 'preparing' || phase === 'speaking') return;
      if (phase === 'paused') {
        player.resume();
        store.dispatch({ type: 'take-resumed' });
      } else if (take !== null && take.segments.length > 0 && isCurrent(take, state)) {
        runner.replay(take, 0);
      } else {
        runner.speak(createTakeOrder(state));
      }
    },
    speakAgain() {
      const state = store.getState();
      runner.speak(createTakeOrder(state, { part: toPart(state) }));
    },
    playWith(model) {
      const state = store.getState();
      runner.speak(createTakeOrder(state, { model, part: toPart(state) }));
    },
    openTake: (info, isResumed) => runner.open(info, isResumed),
    pause() {
      if (store.getState().take.phase !== 'speaking') return;
      player.pause();
      store.dispatch({ type: 'take-paused' });
    },
    toggle() {
      if (store.getState().take.phase === 'speaking') actions.pause();
      else actions.play();
    },
    stop() {
      if (!isActive(store.getState().take)) return;
      runner.cancel();
      player.stop();
      store.dispatch({ type: 'take-stopped' });
    },
    hurry: () => store.dispatch({ type: 'take-hurried' }),
    ...createSeekActions(store, services, runner),
    ...createPartActions(store, services, runner),
  };
  return actions;
}

/** Gives the part of the text that the take speaks, as long as the text is the same. */
function toPart({ take: state, text }: AppState): TextSlice | undefined {
  const take = toTake(state);
  if (take?.sheet !== text) return undefined;
  return { start: take.sheetStart, end: take.sheetStart + take.text.length };
}

type SeekActions = Pick<TakeActions, 'seek' | 'previousSentence' | 'nextSentence'>;

function createSeekActions(store: AppStore, { player }: PageServices, runner: TakeRunner): SeekActions {
  const seek = (seconds: number): void => {
    const { take: state } = store.getState();
    if (state.phase === 'none' || state.phase === 'preparing') return;
    const { take } = state;
    const positionSeconds = Math.min(Math.max(0, seconds), toMadeSeconds(take));
    if (isActive(state)) {
      player.seek(positionSeconds);
      store.dispatch({ type: 'take-sought', positionSeconds });
    } else if (take.segments.length > 0) {
      runner.replay(take, positionSeconds);
    }
  };
  const seekTo = (find: (take: Take) => number | null): void => {
    const take = toTake(store.getState().take);
    const seconds = take === null ? null : find(take);
    if (seconds !== null) seek(seconds);
  };
  return {
    seek,
    previousSentence: () => seekTo(toPreviousSentenceSeconds),
    nextSentence: () => seekTo(toNextSentenceSeconds),
  };
}
