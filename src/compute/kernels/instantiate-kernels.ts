/** Runs steps of a program, as `run` in the kernels says; blocks, and throws where another thread is gone. */
export type RunKernels = (address: number, stepCount: number, scratch: number) => void;

/** A thread has ended with a job in its hands. */
export class KernelThreadLost extends Error {
  override readonly name = 'KernelThreadLost';

  constructor() {
    super('A kernel thread was lost');
  }
}

/** Instantiates the kernels on a memory and gives their one function. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<RunKernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const run = instance.exports['run'];
  if (typeof run !== 'function') throw new TypeError('The kernels have no function "run"');
  return (address, stepCount, scratch) => {
    const isFinished = (run as (...parameters: number[]) => number)(address, stepCount, scratch) !== 0;
    if (!isFinished) throw new KernelThreadLost();
  };
}
