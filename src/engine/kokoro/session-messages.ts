import type { SessionInput, SessionOptions, SessionOutput } from './session.ts';

/**
 * To the thread that runs the session: one `create`, then any number of `run`s, each after the answer to the one
 * before. A `stop` asks for the run in progress to end early, and is not answered itself. There are no beats: the thread
 * is deaf for most of the time that it computes.
 */
export type ToSession =
  | { readonly type: 'create'; readonly options: SessionOptions }
  | { readonly type: 'run'; readonly input: SessionInput }
  | { readonly type: 'stop' };

/** The answer to each message, in order. */
export type FromSession =
  | { readonly type: 'created' }
  | { readonly type: 'output'; readonly output: SessionOutput }
  | { readonly type: 'failed'; readonly message: string };

/** Comes once, unasked: the name of a lock that the thread holds for as long as it lives. */
export interface SessionLife {
  readonly type: 'life';
  readonly lock: string;
}

/** What of an output moves to the other thread. */
export function toOutputTransfer({ samples, durations }: SessionOutput): Transferable[] {
  return durations === null ? [samples.buffer] : [samples.buffer, durations.buffer];
}
