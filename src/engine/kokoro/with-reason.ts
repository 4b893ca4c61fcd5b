import type { KokoroSession } from './session.ts';

/** Has a session that runs the whole model tell why it is not taken apart. */
export function withReason(session: KokoroSession, reason: string): KokoroSession {
  return { ...session, generator: { by: 'onnxruntime', reason, difference: null } };
}
