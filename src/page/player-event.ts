import { SAMPLE_RATE } from '../contract/audio.ts';
import type { PlayerToPage } from '../wire/player.protocol.ts';

/** What the player reports to the page. */
export type PlayerEvent =
  | {
      readonly type: 'position';
      /** What is being heard now, in seconds of the source. */
      readonly positionSeconds: number;
      readonly queuedSeconds: number;
      readonly underruns: number;
      /** Whether it would play and has nothing to play yet. */
      readonly isWaiting: boolean;
    }
  /** The system took the sound away, for a call perhaps. The player has paused; `resume` goes on. */
  | { readonly type: 'interrupted' }
  | { readonly type: 'ended'; readonly durationSeconds: number; readonly underruns: number };

/** What the worklet plays, from where and how fast; a report is about one moment of it. */
export interface Hearing {
  readonly context: AudioContext;
  readonly fromSeconds: number;
  readonly rate: number;
}

/** Converts a report of the worklet to an event for the page. */
export function toPlayerEvent(
  message: Exclude<PlayerToPage, { type: 'failed' | 'stopped' }>,
  { context, fromSeconds, rate }: Hearing,
): PlayerEvent {
  const { underruns } = message;
  if (message.type === 'ended') {
    return { type: 'ended', durationSeconds: message.playedFrames / SAMPLE_RATE, underruns };
  }
  return {
    type: 'position',
    positionSeconds: toHeardSeconds(message.playedFrames, { context, fromSeconds, rate }),
    queuedSeconds: message.queuedFrames / SAMPLE_RATE,
    underruns,
    isWaiting: message.isWaiting,
  };
}

/** Converts what the worklet has played to what was heard, in seconds of the source. */
export function toHeardSeconds(playedFrames: number, { context, fromSeconds, rate }: Hearing): number {
  // It is heard one output latency later, and that is longer in the take at a higher rate.
  const latencySeconds = rate * (Number.isFinite(context.outputLatency) ? context.outputLatency : 0);
  return Math.max(fromSeconds, playedFrames / SAMPLE_RATE - latencySeconds);
}
