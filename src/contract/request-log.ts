import type { EngineId } from './engine-status.ts';

/** One answered request, for the API console. Times in milliseconds; no text and no credentials. */
export interface RequestLogEntry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly client: string;
  /** Unix time. */
  readonly startedAt: number;
  /** Null while the answer has not begun, and for a request that was cancelled before. */
  readonly status: number | null;
  readonly format: string | null;
  /** What spoke, or heard; `upstream` says that the text was sent to another service. */
  readonly engine: EngineId | 'upstream' | 'whisper' | null;
  /** How long it waited for other requests. */
  readonly queueMs: number | null;
  readonly firstByteMs: number | null;
  readonly durationMs: number | null;
  readonly bytes: number;
  readonly audioSeconds: number | null;
  /** What went wrong, in full; `aborted` where somebody cancelled. */
  readonly error: string | null;
}

/** What was asked and answered; kept in memory only, for the latest requests. */
export interface RequestDetail {
  readonly url: string;
  /** The request's body as text; null where there was none or it was too long to keep. */
  readonly body: string | null;
  /** Null until the answer began. */
  readonly contentType: string | null;
  /** The answer's bytes; null until it is over, where it was cancelled, and where it was too long to keep. */
  readonly answer: Blob | null;
}
