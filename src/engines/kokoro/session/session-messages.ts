import type { KokoroSession, SessionInput, SessionOptions, SessionOutput } from './session.ts';

/**
 * To the thread that runs the session: one `create`, then any number of `run`s, each after the answer to the one
 * before. A `stop` asks for the run in progress to end early, a `prepare` tells what comes next; neither is answered.
 * There are no beats: the thread is deaf for most of the time that it computes.
 */
export type ToSession =
  | { readonly type: 'create'; readonly options: Omit<SessionOptions, 'onStep'> }
  | { readonly type: 'run'; readonly input: SessionInput }
  | { readonly type: 'prepare'; readonly input: SessionInput }
  | { readonly type: 'stop' };

/** The answer to each message, in order. */
export type FromSession =
  | { readonly type: 'created'; readonly facts: SessionFacts }
  | { readonly type: 'output'; readonly output: SessionOutput }
  | { readonly type: 'failed'; readonly message: string };

/** Comes any number of times before `created`: a step of the start is done. */
export interface SessionStep {
  readonly type: 'step';
}

/** What is known of a session once it is there. */
export type SessionFacts = Pick<KokoroSession, 'device' | 'threads' | 'generator' | 'isSplit'>;

/** Comes once, unasked: the name of a lock that the thread holds for as long as it lives. */
export interface SessionLife {
  readonly type: 'life';
  readonly lock: string;
}

/** What of an output moves to the other thread. */
export function toOutputTransfer({ samples, durations, curves }: SessionOutput): Transferable[] {
  const arrays = [samples, durations, curves?.f0 ?? null, curves?.energy ?? null];
  return arrays.flatMap((array) => (array === null ? [] : [array.buffer]));
}
