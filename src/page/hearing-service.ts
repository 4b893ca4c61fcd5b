import type { HeardPart, ListenCall } from '../wire/listen.protocol.ts';
import type { ReconnectingClient } from './reconnecting-client.ts';

export type { HeardLine, HeardPart, ListenSound } from '../wire/listen.protocol.ts';

/** What a page may have written down. */
export interface HearingService {
  /**
   * Writes a sound down; `onHeard` is called with each stretch. Resolves when all was heard, and rejects with
   * `model_not_found` where no model that hears is stored.
   */
  listen(call: Omit<ListenCall, 'id'>, options: ListenHandlers): Promise<void>;
}

export interface ListenHandlers {
  readonly signal: AbortSignal;
  readonly onHeard: (part: HeardPart) => void;
}

/** Creates the calls over a connection to the server worker. */
export function createHearingService(server: ReconnectingClient): HearingService {
  return {
    async listen(call, { signal, onHeard }) {
      const id = crypto.randomUUID();
      const stop = server.on('heard', (part) => {
        if (part.id === id && !signal.aborted) onHeard(part);
      });
      const transfer = call.sound.kind === 'microphone' ? [call.sound.port] : [];
      try {
        await server.call('listen', { ...call, id }, { signal, transfer, timeoutMs: Infinity });
      } finally {
        stop();
      }
    },
  };
}
