import type { MediaCommand, MediaState } from '../../page/media-session.ts';
import type { PageServices } from '../../page/page-services.ts';
import { assertNever } from '../../std/assert-never.ts';
import type { Scope } from '../../std/scope.ts';
import type { Words } from '../words/words.ts';
import type { AppStore } from './app-store.ts';
import { toMadeSeconds, toTotalSeconds, type TakeState } from './take.ts';
import type { TakeActions } from './take-actions.ts';
import { toVoiceTitle } from './voice-title.ts';

/** As much of a text as a lock screen shows. */
const MAX_TITLE_LENGTH = 80;

/** Shows the take in the system's media controls, and does what those ask, for as long as `scope` lives. */
export function connectMedia(
  scope: Scope,
  store: AppStore,
  { media, actions }: Pick<PageServices, 'media'> & { readonly actions: TakeActions },
): void {
  media.onCommand((command) => obey(command, actions));
  let shown = '';
  const show = (): void => {
    const { take, words, settings } = store.getState();
    const rate = settings.playbackRate;
    const key = toKey(take, rate);
    if (key === shown) return;
    shown = key;
    media.show(toMediaState(take, rate, words));
  };
  scope.add(store.subscribe(show));
  scope.add(() => media.show(null));
}

/** The controls advance the position themselves, so they are updated only when something else changes. */
function toKey(state: TakeState, rate: number): string {
  if (state.phase === 'none') return '';
  const { id, segments, complete, positionSeconds } = state.take;
  return [state.phase, rate, id, segments.length, complete, Math.floor(positionSeconds / 10)].join(' ');
}

function toMediaState(state: TakeState, rate: number, words: Words): MediaState | null {
  // Pausing leaves the controls there; what is over takes them away.
  if (state.phase !== 'speaking' && state.phase !== 'paused') return null;
  const { take } = state;
  const title = take.text.trim().replace(/\s+/gu, ' ');
  return {
    title: title.length <= MAX_TITLE_LENGTH ? title : `${title.slice(0, MAX_TITLE_LENGTH - 1)}…`,
    artist: toVoiceTitle(take.voice, words),
    isPlaying: state.phase === 'speaking',
    positionSeconds: Math.min(take.positionSeconds, toMadeSeconds(take)),
    durationSeconds: toTotalSeconds(take),
    ...(rate === 1 ? {} : { rate }),
  };
}

function obey(command: MediaCommand, actions: TakeActions): void {
  switch (command.type) {
    case 'play':
      actions.play();
      return;
    case 'pause':
      actions.pause();
      return;
    case 'stop':
      actions.stop();
      return;
    case 'previous':
      actions.previousSentence();
      return;
    case 'next':
      actions.nextSentence();
      return;
    case 'seek':
      actions.seek(command.seconds);
      return;
    default:
      assertNever(command);
  }
}
