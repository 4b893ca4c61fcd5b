import type { Player } from '../../page/player.ts';
import type { Scope } from '../../std/scope.ts';
import type { AppStore } from './app-store.ts';
import { BUILT_IN } from './selectors.ts';
import type { AppState } from './state.ts';
import { toMadeSeconds, toTotalSeconds } from './take.ts';
import { toPace } from './work.ts';

/** Speed varies from sentence to sentence. */
const RESERVE = 1.1;

/** Sound that waits in memory to be played, at most: 29 MB. A longer text on a slow device has gaps after all. */
const MOST_SECONDS = 300;

/** What must be there before a take plays on, so that it plays to its end without a gap. */
export interface HeadStart {
  /** Seconds of sound that are not heard yet. */
  readonly soundSeconds: number;
  /** About how long that takes from the last segment on; 0 where the device keeps up. */
  readonly waitSeconds: number;
}

/**
 * Computes what the take on the page must wait for; null while it is heard, or has ended. While nothing is known of the
 * device's speed, a take waits for its first segment, which tells it.
 */
export function toHeadStart({ take: state, work, settings }: AppState): HeadStart | null {
  if (state.phase !== 'preparing' && state.phase !== 'speaking') return null;
  const { take } = state;
  if (state.phase === 'speaking' && !take.isWaiting) return null;
  if (take.complete || take.isHurried || take.model === BUILT_IN) return NONE;
  const pace = toPace(work) * settings.playbackRate;
  if (take.segments.length === 0) return pace <= 1 ? NONE : { soundSeconds: Infinity, waitSeconds: 0 };
  if (Number.isNaN(pace) || pace <= 1) return NONE;
  const restSeconds = toTotalSeconds(take) - take.positionSeconds;
  const soundSeconds = Math.min(RESERVE * restSeconds * (1 - 1 / pace), restSeconds, MOST_SECONDS);
  const aheadSeconds = toMadeSeconds(take) - take.positionSeconds;
  return { soundSeconds, waitSeconds: Math.max(0, soundSeconds - aheadSeconds) * toPace(work) };
}

const NONE: HeadStart = { soundSeconds: 0, waitSeconds: 0 };

/** Has the player wait, for as long as `scope` lives, so that a slow device plays a take without gaps. */
export function connectHeadStart(scope: Scope, store: AppStore, player: Player): void {
  let askedSeconds = 0;
  const update = (): void => {
    const needed = toHeadStart(store.getState())?.soundSeconds;
    if (needed === undefined || needed === askedSeconds) return;
    askedSeconds = needed;
    player.waitFor(needed);
  };
  scope.add(store.subscribe(update));
}
