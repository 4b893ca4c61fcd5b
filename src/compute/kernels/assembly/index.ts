import { attend } from './attend';
import { convolve } from './convolve';
import { double } from './double';
import { expand } from './expand';
import { applyGelu, copy, fill, transpose } from './elementwise';
import { layerNorm } from './layer-norm';
import { interleave, interleaveFloats } from './interleave';
import {
  OPERATION_ATTEND,
  OPERATION_CONVOLVE,
  OPERATION_COPY,
  OPERATION_DOUBLE,
  OPERATION_EXPAND,
  OPERATION_FILL,
  OPERATION_GELU,
  OPERATION_INTERLEAVE,
  OPERATION_INTERLEAVE_FLOATS,
  OPERATION_LAYER_NORM,
  OPERATION_LSTM,
  OPERATION_MULTIPLY,
  OPERATION_NORMALISE,
  OPERATION_OVERLAP,
  OPERATION_POLAR,
  OPERATION_SPECTRUM,
  OPERATION_STATISTICS,
  OPERATION_TRANSPOSE,
  STEP_BYTES,
  STEP_FINISHED,
  STEP_JOB_COUNT,
  STEP_OPERATION,
  STEP_TAKEN,
} from './layout';
import { lstm } from './lstm';
import { multiply } from './multiply';
import { toPolar } from './polar';
import { overlapAdd, toSpectrum } from './spectrum';
import { gatherStatistics, normalise } from './statistics';

/** Looks at a step's counter before sleeping: some tens of microseconds, longer than most steps keep one waiting. */
const SPINS = 20000;
const SLEEP_NANOSECONDS: i64 = 1_000_000_000;
/** A job takes milliseconds. Sleeps are counted, not time, for all of a machine may have been asleep in one of them. */
const MOST_SLEEPS = 6;

/**
 * Runs a program of steps, together with any number of threads that call this on the same memory. Whoever is free takes
 * the next job of a step; a step is over when all its jobs are finished, not when all threads came by, so a thread that
 * is late or never comes only leaves its share to the others. Every thread has a scratch space of its own. Returns false
 * where a job stays unfinished for so long that the thread that took it must be gone.
 */
export function run(program: usize, stepCount: i32, scratch: usize): bool {
  for (let index = 0; index < stepCount; index++) {
    const step = program + <usize>(index * STEP_BYTES);
    const jobCount = load<i32>(step, STEP_JOB_COUNT);
    for (let job = take(step); job < jobCount; job = take(step)) {
      runJob(step, job, scratch);
      countFinished(step, jobCount);
    }
    if (!waitForAll(step, jobCount)) return false;
  }
  return true;
}

function runJob(step: usize, job: i32, scratch: usize): void {
  switch (load<i32>(step, STEP_OPERATION)) {
    case OPERATION_TRANSPOSE:
      return transpose(step, job);
    case OPERATION_MULTIPLY:
      return multiply(step, job, scratch);
    case OPERATION_STATISTICS:
      return gatherStatistics(step, job);
    case OPERATION_NORMALISE:
      return normalise(step);
    case OPERATION_CONVOLVE:
      return convolve(step, job, scratch);
    case OPERATION_FILL:
      return fill(step);
    case OPERATION_COPY:
      return copy(step);
    case OPERATION_SPECTRUM:
      return toSpectrum(step, job);
    case OPERATION_OVERLAP:
      return overlapAdd(step, job);
    case OPERATION_DOUBLE:
      return double(step, job);
    case OPERATION_EXPAND:
      return expand(step, job, scratch);
    case OPERATION_LAYER_NORM:
      return layerNorm(step, job);
    case OPERATION_GELU:
      return applyGelu(step, job);
    case OPERATION_ATTEND:
      return attend(step, job, scratch);
    case OPERATION_INTERLEAVE:
      return interleave(step, job);
    case OPERATION_INTERLEAVE_FLOATS:
      return interleaveFloats(step, job);
    case OPERATION_POLAR:
      return toPolar(step, job);
    case OPERATION_LSTM:
      return lstm(step, job, scratch);
  }
}

function take(step: usize): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(step, 1, STEP_TAKEN);
  const job = load<i32>(step, STEP_TAKEN);
  store<i32>(step, job + 1, STEP_TAKEN);
  return job;
}

function countFinished(step: usize, jobCount: i32): void {
  if (!ASC_FEATURE_THREADS) return;
  if (atomic.add<i32>(step, 1, STEP_FINISHED) + 1 === jobCount) {
    atomic.notify(step + STEP_FINISHED, -1);
  }
}

/** A counter beyond the count of jobs tells that the program was abandoned. */
function waitForAll(step: usize, jobCount: i32): bool {
  if (!ASC_FEATURE_THREADS) return true;
  for (let spin = 0; spin < SPINS; spin++) {
    if (atomic.load<i32>(step, STEP_FINISHED) >= jobCount) return true;
  }
  let seen = 0;
  for (let sleeps = 0; sleeps < MOST_SLEEPS; sleeps++) {
    const finished = atomic.load<i32>(step, STEP_FINISHED);
    if (finished >= jobCount) return true;
    if (finished > seen) sleeps = 0;
    seen = finished;
    atomic.wait<i32>(step + STEP_FINISHED, finished, SLEEP_NANOSECONDS);
  }
  return atomic.load<i32>(step, STEP_FINISHED) >= jobCount;
}
