import { STEP_BYTES, STEP_FINISHED, STEP_TAKEN } from './assembly/layout.ts';

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
