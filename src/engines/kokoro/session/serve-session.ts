import { createAbortError } from '../../../std/abort.ts';
import { assertNever } from '../../../std/assert-never.ts';
import { SerialQueue } from '../../../std/serial-queue.ts';
import type { Scope } from '../../../std/scope.ts';
import type { CreateSession, KokoroSession } from './session.ts';
import {
  toOutputTransfer,
  type FromSession,
  type SessionFacts,
  type SessionStep,
  type ToSession,
} from './session-messages.ts';

/** The near end of a channel: a worker's own global scope, or a port. */
export interface SessionPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener: EventTarget['addEventListener'];
  removeEventListener: EventTarget['removeEventListener'];
}

/** Runs one session for the other end of `port`, which is `createWorkerSession`. */
export function serveSession(port: SessionPort, createSession: CreateSession, scope: Scope): void {
  const queue = new SerialQueue();
  let session: KokoroSession | null = null;

  let running: AbortController | null = null;

  const answer = async (
    message: Exclude<ToSession, { type: 'stop' | 'prepare' }>,
    signal: AbortSignal,
  ): Promise<void> => {
    switch (message.type) {
      case 'create':
        session = await createSession(
          { ...message.options, onStep: () => post({ type: 'step' }) },
          scope.signal,
        );
        post({ type: 'created', facts: toFacts(session) });
        return;
      case 'run': {
        if (session === null) throw new Error('There is no session yet.');
        const output = await session.run(message.input, signal);
        post({ type: 'output', output }, toOutputTransfer(output));
        return;
      }
      default:
        return assertNever(message);
    }
  };
  const post = (message: FromSession | SessionStep, transfer: Transferable[] = []): void => {
    port.postMessage(message, transfer);
  };
  scope.listen(port, 'message', ({ data }: MessageEvent<ToSession>) => {
    if (data.type === 'stop') {
      running?.abort(createAbortError());
      return;
    }
    if (data.type === 'prepare') {
      session?.prepare?.(data.input);
      return;
    }
    const controller = new AbortController();
    running = controller;
    queue
      .run(() => answer(data, controller.signal))
      .catch((error: unknown) => {
        post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
  });
}

function toFacts({ device, threads, generator, isSplit }: KokoroSession): SessionFacts {
  return { device, threads, generator, isSplit };
}
