import { abandonSteps } from './abandon-steps.ts';
import { instantiateKernels, type RunKernels } from './instantiate-kernels.ts';
import type { KernelMessage, KernelReply } from './kernel-messages.ts';

/** Makes the function that answers the messages of one kernel thread; it never rejects. */
export function createKernelServer(): (message: KernelMessage) => Promise<KernelReply> {
  let started: { readonly run: RunKernels; readonly memory: WebAssembly.Memory } | null = null;
  return async (message) => {
    try {
      if (message.type === 'start') {
        const { module, memory } = message;
        started = { run: await instantiateKernels(module, memory), memory };
        return { type: 'ready' };
      }
      if (started === null) throw new Error('A kernel thread must start before it runs');
      started.run(message.address, message.stepCount, message.scratch);
      return { type: 'finished' };
    } catch (error) {
      // The others would wait for ever for the job that this thread has dropped.
      if (message.type === 'run' && started !== null) abandonSteps(started.memory, message);
      return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  };
}
