import type { KernelWorker } from '../../../compute/kernels/serve-kernels.ts';
import { openKernels } from '../../../compute/kernels/open-kernels.ts';
import { isModel } from '../../../compute/onnx/scan-fields.ts';
import { OnnxFormatError } from '../../../compute/onnx/onnx-graph.ts';
import { openFile } from './open-file.ts';
import { createOrtSession } from './ort-session.ts';
import type { CreateSession } from './session.ts';
import { withReason } from './with-reason.ts';
import { createSplitSession } from './split-session.ts';

/**
 * Creates sessions that take the model apart where that is wanted, the model matches and the browser can; else the whole
 * model runs in ONNX Runtime, and the session has the reason. `createWorker` starts one more thread for the kernels.
 */
export function createSplitSessions(createWorker: () => KernelWorker): CreateSession {
  return async (options, signal) => {
    await requireModel(options.model, signal);
    const { split } = options;
    if (split === undefined) return createOrtSession(options, signal);
    const openThreads: Parameters<typeof createSplitSession>[1]['openThreads'] = (wanted, openSignal) =>
      openKernels({ ...wanted, createWorker }, openSignal);
    const result = await createSplitSession({ ...options, split }, { openThreads }, signal);
    if (!('reason' in result)) return result;
    return withReason(await createOrtSession(options, signal), result.reason);
  };
}

/** ONNX Runtime would take a file that is no model into memory twice before it says so. */
async function requireModel(model: Blob, signal: AbortSignal): Promise<void> {
  const file = await openFile({ model }, signal);
  const isFit = isModel(file);
  file.close();
  if (!isFit) throw new OnnxFormatError('The file is no ONNX model, or a part of one.');
}
