import { Scope } from '../std/scope.ts';
import type { KernelComparison } from '../contract/kernel-comparison.ts';
import type {
  KernelTrialCalls,
  KernelTrialEvents,
  KernelTrialRequest,
} from '../wire/kernel-trial.protocol.ts';
import { createRpcClient } from '../wire/rpc.ts';

/** Compares the kernels with ONNX Runtime alone. */
export type CompareKernels = (
  request: KernelTrialRequest,
  options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: KernelTrialEvents['progress']) => void;
  },
) => Promise<KernelComparison>;

/** Compares in a worker that ends afterwards, which frees all its memory. */
export const compareKernels: CompareKernels = async (request, { signal, onProgress }) => {
  const scope = new Scope();
  const worker = scope.worker(
    () =>
      new Worker(new URL('../threads/kernel-trial/kernel-trial.worker.ts', import.meta.url), {
        type: 'module',
        name: 'sotto-kernel-trial',
      }),
  );
  const client = createRpcClient<KernelTrialCalls, KernelTrialEvents>(worker);
  scope.listen(worker, 'error', ({ message }: ErrorEvent) => {
    client.dispose(new Error(`The comparison's thread failed: ${message}`));
  });
  client.on('progress', onProgress);
  try {
    return await client.call('compare', request, { signal, timeoutMs: Infinity });
  } finally {
    client.dispose();
    scope.dispose();
  }
};
