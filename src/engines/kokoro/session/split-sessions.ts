import type { KernelWorker } from '../../../compute/kernels/kernel-messages.ts';
import { openKernels } from '../../../compute/kernels/open-kernels.ts';
import { createOrtSession } from './ort-session.ts';
import type { CreateSession } from './session.ts';
import { withReason } from './with-reason.ts';
import { createSplitSession } from './split-session.ts';

/**
 * Creates sessions that take the model apart where that is wanted, the model matches and the browser can; else the whole
 * model runs in ONNX Runtime, and the session tells why. `createWorker` starts one more thread for the kernels.
 */
export function createSplitSessions(createWorker: () => KernelWorker): CreateSession {
  return async (options, signal) => {
    const { split } = options;
    if (split === undefined) return createOrtSession(options, signal);
    const openThreads: Parameters<typeof createSplitSession>[1]['openThreads'] = (wanted, openSignal) =>
      openKernels({ ...wanted, createWorker }, openSignal);
    const result = await createSplitSession({ ...options, split }, { openThreads }, signal);
    if (!('reason' in result)) return result;
    return withReason(await createOrtSession(options, signal), result.reason);
  };
}
