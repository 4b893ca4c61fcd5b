import { instantiateKernels, type KernelMessage, type KernelReply } from './kernel-threads.ts';

/** Makes the function that answers the messages of one kernel thread. */
export function createKernelServer(): (message: KernelMessage) => Promise<KernelReply> {
  let run: Awaited<ReturnType<typeof instantiateKernels>> | null = null;
  return async (message) => {
    if (message.type === 'start') {
      run = await instantiateKernels(message.module, message.memory);
      return { type: 'ready' };
    }
    if (run === null) throw new Error('A kernel thread must start before it runs');
    run(message.address, message.stepCount, message.scratch);
    return { type: 'finished' };
  };
}
