import { serveSession } from '../../engines/kokoro/session/serve-session.ts';
import type { SessionLife } from '../../engines/kokoro/session/session-messages.ts';
import { createSplitSessions } from '../../engines/kokoro/session/split-sessions.ts';
import { Scope } from '../../std/scope.ts';
import { holdLifeLock } from '../../wire/life-lock.ts';

/** Runs one model, for the engine worker that started it; ends with that session. */
declare const self: DedicatedWorkerGlobalScope;

const createSession = createSplitSessions(
  () => new Worker(new URL('../kernels/kernel.worker.ts', import.meta.url), { type: 'module' }),
);

serveSession(self, createSession, new Scope());

void holdLifeLock().then((lock) => {
  if (lock !== undefined) self.postMessage({ type: 'life', lock } satisfies SessionLife);
});
