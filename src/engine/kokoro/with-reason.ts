import type { KokoroSession } from './session.ts';

/** Has every run of a session tell why the kernels do not compute it. */
export function withReason(session: KokoroSession, reason: string): KokoroSession {
  const generator = { by: 'onnxruntime', reason, difference: null } as const;
  return { ...session, run: async (input, signal) => ({ ...(await session.run(input, signal)), generator }) };
}
