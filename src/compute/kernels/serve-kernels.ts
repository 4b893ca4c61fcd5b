import { abandonSteps, instantiateKernels, type RunKernels } from './run-steps.ts';

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

/** Messages to a kernel thread. */
export type KernelMessage =
  | { readonly type: 'start'; readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory }
  | { readonly type: 'run'; readonly address: number; readonly stepCount: number; readonly scratch: number };

/** What a kernel thread answers, once to each message. */
export type KernelReply =
  | { readonly type: 'ready' }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; message: string };

/** The part of a `Worker` that is needed, so that tests can bring threads of another kind. */
export interface KernelWorker extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  postMessage(message: KernelMessage): void;
  terminate(): unknown;
}
