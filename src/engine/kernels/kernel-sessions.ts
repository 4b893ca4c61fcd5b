import { createOrtSession } from '../kokoro/ort-session.ts';
import type { CreateSession } from '../kokoro/session.ts';
import { withReason } from '../kokoro/with-reason.ts';
import type { KernelWorker } from './kernel-messages.ts';
import { createKernelSession } from './kernel-session.ts';
import { openKernels } from './open-kernels.ts';

/**
 * Creates sessions that use the kernels where they are wanted, the model matches and the browser can; else the whole
 * model runs in ONNX Runtime, and every run tells why.
 */
export function createKernelSessions(createWorker: () => KernelWorker): CreateSession {
  return async (options, signal) => {
    const { kernels, device } = options;
    if (kernels === undefined || device !== 'wasm') return createOrtSession(options, signal);
    const { url: kernelsUrl, isTrusted } = kernels;
    const result = await createKernelSession(
      { ...options, isTrusted },
      {
        openThreads: (threads, scope, openSignal) =>
          openKernels({ kernelsUrl, threads, createWorker, scope }, openSignal),
      },
      signal,
    );
    if (!('reason' in result)) return result;
    return withReason(await createOrtSession(options, signal), result.reason);
  };
}
