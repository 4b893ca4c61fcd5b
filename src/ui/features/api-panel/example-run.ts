import type { Problem } from '../../store/problem.ts';

/** What an answer of the API was like, measured from the call on. */
export interface ExampleOutcome {
  readonly status: number;
  readonly contentType: string;
  /** Which engine spoke, by the answer's own header. */
  readonly engine: string | null;
  readonly firstByteMs: number | null;
  readonly durationMs: number;
  readonly bytes: number;
  /** Reads in which the body came; more than one where it was streamed. */
  readonly reads: number;
  /** Something an `<audio>` element plays, or null for an answer without sound. */
  readonly audio: Blob | null;
  /** The error's message where the status is not in the 200s. */
  readonly error: string | null;
}

/**
 * How far a call that the person tries has come: under way, answered (maybe with an error), or failed without an
 * answer.
 */
export type ExampleRun =
  | { readonly phase: 'running' }
  | { readonly phase: 'done'; readonly outcome: ExampleOutcome }
  | { readonly phase: 'failed'; readonly problem: Problem };
