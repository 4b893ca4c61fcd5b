import { availableParallelism } from 'node:os';

/** How long the work of `measureSlowness` takes on a quiet machine of 2024, in milliseconds. */
const REFERENCE_MS = 250;

/** Browser tests wait much of the time, for sound that is heard as it is made: so many run at once on each core. */
const TESTS_PER_CORE = 2;

/** On a core that is so many times as slow they still have time to spare. */
const SPARE = 2;

/** Chooses how many browser tests run at once, by the machine's cores and how fast they are at the moment. */
export function chooseWorkers(cores = availableParallelism(), slowness = measureSlowness()): number {
  const count = (cores * TESTS_PER_CORE) / Math.max(1, slowness / SPARE);
  return Math.max(1, Math.min(6, Math.round(count)));
}

/** Measures how many times as long as on a quiet machine a fixed piece of work takes here and now: at least 1. */
function measureSlowness(): number {
  const start = performance.now();
  const memory = new Uint8Array(16 * 1024 * 1024);
  let state = 1;
  for (let step = 0; step < 30_000_000; step++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    memory[state % memory.length] = step;
  }
  return Math.max(1, (performance.now() - start) / REFERENCE_MS);
}
