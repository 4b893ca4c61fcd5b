/** Runs steps of a program, as `run` in the kernels says; blocks. */
export type RunKernels = (address: number, stepCount: number, scratch: number) => void;

/** Instantiates the kernels on a memory and gives their one function. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<RunKernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const run = instance.exports['run'];
  if (typeof run !== 'function') throw new TypeError('The kernels have no function "run"');
  return run as RunKernels;
}
