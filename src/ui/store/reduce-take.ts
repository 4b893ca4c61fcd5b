import type { PlayerEvent } from '../../page/player.ts';
import type { TakeEvent } from './event.ts';
import { isActive, UNHEARD, withSegment, type Take, type TakeState } from './take.ts';

type StartedState = Exclude<TakeState, { phase: 'none' }>;

/** Computes the take after an event; gives back the same object where the event concerns another take or none. */
export function reduceTake(state: TakeState, event: TakeEvent): TakeState {
  if (event.type === 'take-ordered') {
    return {
      phase: 'preparing',
      take: { ...event.order, ...UNHEARD },
    };
  }
  return state.phase === 'none' ? state : reduceStarted(state, event);
}

function reduceStarted(
  state: StartedState,
  event: Exclude<TakeEvent, { type: 'take-ordered' }>,
): StartedState {
  const { phase, take } = state;
  switch (event.type) {
    case 'segment-made':
      return event.segment.take === take.id
        ? withTake(state, { segments: withSegment(take.segments, event.segment) })
        : state;
    case 'take-opened':
      return event.take.id === take.id ? { ...state, take: event.take } : state;
    case 'take-completed':
      return event.take === take.id ? withTake(state, { complete: true }) : state;
    case 'take-replayed':
      return { phase: 'speaking', take: { ...take, positionSeconds: event.fromSeconds } };
    case 'take-sought':
      return isActive(state) ? withTake(state, { positionSeconds: event.positionSeconds }) : state;
    case 'take-hurried':
      return withTake(state, { isHurried: true });
    case 'take-paused':
      return phase === 'speaking' ? { phase: 'paused', take } : state;
    case 'take-resumed':
      return phase === 'paused' ? { phase: 'speaking', take } : state;
    case 'take-stopped':
      return isActive(state) ? { phase: 'stopped', take } : state;
    case 'take-failed':
      return event.take === take.id ? { phase: 'failed', take, problem: event.problem } : state;
    case 'player-reported':
      // A report may still be on its way when the take was stopped or failed.
      return isActive(state) ? reducePlayer(state, event.event) : state;
  }
}

function reducePlayer(state: StartedState, event: PlayerEvent): StartedState {
  if (event.type === 'ended') {
    return { phase: 'finished', take: { ...state.take, positionSeconds: event.durationSeconds } };
  }
  if (event.type === 'interrupted') return { phase: 'paused', take: state.take };
  const { positionSeconds, isWaiting } = event;
  const heard = withTake(state, { positionSeconds, isWaiting });
  if (state.phase !== 'preparing') return heard;
  return positionSeconds > 0 ? { phase: 'speaking', take: heard.take } : state;
}

function withTake(state: StartedState, patch: Partial<Take>): StartedState {
  return { ...state, take: { ...state.take, ...patch } };
}
