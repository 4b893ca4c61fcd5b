import { createKernelSessions } from '../../engine/kernels/kernel-sessions.ts';
import { serveSession } from '../../engine/kokoro/serve-session.ts';
import { Scope } from '../../std/scope.ts';

/** Runs one model, for the engine worker that started it; ends with that session. */
declare const self: DedicatedWorkerGlobalScope;

const createSession = createKernelSessions(
  () => new Worker(new URL('../kernels/kernel.worker.ts', import.meta.url), { type: 'module' }),
);

serveSession(self, createSession, new Scope());
