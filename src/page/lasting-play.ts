import { SAMPLE_RATE } from '../contract/audio.ts';
import { isForgottenTake } from '../contract/takes.ts';
import { PeerLostError } from '../wire/rpc.ts';
import type { PlayTakeCall, SpeakCall, SpeechService } from './page-services.ts';
import { patient, type ReconnectingClient } from './reconnecting-client.ts';
import { SinkRelay } from './sink-relay.ts';

/** So many server workers in a row may be lost without one more sample. */
const MOST_LOSSES = 3;

/**
 * Creates the calls that play. When the server worker is lost, its tab was closed say, the next one goes on with the take at
 * the sample that the player needs next: from what is kept of it, and by speaking the rest.
 */
export function createLastingPlay(
  server: ReconnectingClient,
): Pick<SpeechService, 'speak' | 'playTake' | 'resumeTake'> {
  const speak = (call: SpeakCall, signal: AbortSignal): Promise<void> =>
    server.call('speak', call, { signal, transfer: [call.sink], ...patient });
  const resume = (call: PlayTakeCall, signal: AbortSignal): Promise<void> =>
    server.call('resumeTake', call, { signal, transfer: [call.sink], ...patient });
  const play = (call: PlayTakeCall, signal: AbortSignal): Promise<void> =>
    server.call('playTake', call, { signal, transfer: [call.sink], ...patient });

  const resumeFrom = (take: string, relay: SinkRelay, signal: AbortSignal): Promise<void> => {
    const { frame } = relay;
    return resume({ take, fromSeconds: frame / SAMPLE_RATE, sink: relay.connect(frame) }, signal);
  };
  return {
    speak: (call, signal) => {
      const relay = new SinkRelay(call.sink, 0);
      const speakFromStart = (): Promise<void> => speak({ ...call, sink: relay.connect(0) }, signal);
      return goOn(relay, signal, async (isFirst) => {
        if (isFirst || call.isKept === false) return speakFromStart();
        try {
          await resumeFrom(call.take, relay, signal);
        } catch (error) {
          // Nothing of it was kept yet, or nothing can be.
          if (!isForgottenTake(error)) throw error;
          await speakFromStart();
        }
      });
    },
    playTake: (call, signal) => {
      const relay = new SinkRelay(call.sink, toFrame(call));
      return goOn(relay, signal, (isFirst) =>
        isFirst
          ? play({ ...call, sink: relay.connect(relay.frame) }, signal)
          : resumeFrom(call.take, relay, signal),
      );
    },
    resumeTake: (call, signal) => {
      const relay = new SinkRelay(call.sink, toFrame(call));
      return goOn(relay, signal, () => resumeFrom(call.take, relay, signal));
    },
  };
}

/** Connects one source after the other until one has handed over its last sample. */
async function goOn(
  relay: SinkRelay,
  signal: AbortSignal,
  connect: (isFirst: boolean) => Promise<void>,
): Promise<void> {
  let [lossCount, knownSamples] = [0, 0];
  for (let isFirst = true; ; isFirst = false) {
    try {
      await connect(isFirst);
      return;
    } catch (error) {
      lossCount = relay.sampleCount > knownSamples ? 1 : lossCount + 1;
      knownSamples = relay.sampleCount;
      const isLost = error instanceof PeerLostError && !signal.aborted && !relay.signal.aborted;
      if (isLost && lossCount < MOST_LOSSES) continue;
      relay.fail();
      throw error;
    }
  }
}

function toFrame({ fromSeconds }: PlayTakeCall): number {
  return Math.max(0, Math.round(fromSeconds * SAMPLE_RATE));
}
