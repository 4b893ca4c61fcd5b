import { nextTurn } from '../../std/next-turn.ts';
import { STEP_BYTES, STEP_FINISHED, STEP_TAKEN } from './assembly/layout.ts';

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

/** How long the thread may go on without looking at its messages, one of which may be the wish to stop. */
const SLICE_MS = 40;

/**
 * Runs a program step by step on the calling thread, and lets it handle messages in between; rejects with the reason of
 * `signal` between two steps.
 */
export async function runSteps(
  run: RunKernels,
  program: { readonly address: number; readonly stepCount: number; readonly scratch: number },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal === undefined) {
    run(program.address, program.stepCount, program.scratch);
    return;
  }
  let pauseAt = performance.now() + SLICE_MS;
  for (let step = 0; step < program.stepCount; step += 1) {
    signal.throwIfAborted();
    run(program.address + step * STEP_BYTES, 1, program.scratch);
    if (performance.now() < pauseAt) continue;
    await nextTurn();
    pauseAt = performance.now() + SLICE_MS;
  }
  signal.throwIfAborted();
}

/** More than any step has jobs, and less than a counter holds. */
const BEYOND = 2 ** 30;

/**
 * Makes every step of a program look taken and finished, so that the threads on its shared memory leave it as soon as
 * the jobs in their hands are done; threads that sleep are woken.
 */
export function abandonSteps(
  memory: WebAssembly.Memory,
  program: { readonly address: number; readonly stepCount: number },
): void {
  const words = new Int32Array(memory.buffer);
  for (let index = 0; index < program.stepCount; index += 1) {
    const step = program.address + index * STEP_BYTES;
    Atomics.add(words, (step + STEP_TAKEN) / 4, BEYOND);
    Atomics.add(words, (step + STEP_FINISHED) / 4, BEYOND);
    Atomics.notify(words, (step + STEP_FINISHED) / 4);
  }
}
