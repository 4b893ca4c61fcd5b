import type { KokoroSession } from './session.ts';

/** Has a session that runs the whole model tell why it is not taken apart. */
export function withReason(session: KokoroSession, reason: string): KokoroSession {
  return { ...session, generator: { by: 'onnxruntime', reason, difference: null } };
}

/** Warns where ONNX Runtime computes the whole model on the processor: speech then takes about five times as long. */
export function warnOfReason({ device, generator }: Pick<KokoroSession, 'device' | 'generator'>): void {
  if (device !== 'wasm' || generator?.by !== 'onnxruntime') return;
  const reason = generator.reason ?? 'no reason is known';
  console.warn(
    `Sotto's kernels do not compute this model, so speech takes about five times as long: ${reason}`,
  );
}
