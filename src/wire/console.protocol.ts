import type { EngineId } from '../contract/engine-status.ts';

/** One answered request, for the API console. Times in milliseconds; no text and no credentials. */
export interface RequestLogEntry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly client: string;
  readonly startedAt: number;
  readonly status: number | null;
  readonly format: string | null;
  readonly engine: EngineId | null;
  readonly queueMs: number | null;
  readonly firstByteMs: number | null;
  readonly durationMs: number | null;
  readonly bytes: number;
  readonly audioSeconds: number | null;
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

/** What a page may ask of the request log (rpc over its port to the server worker). */
export interface ConsoleCalls {
  /** The latest requests, the oldest first. */
  requests(): Promise<readonly RequestLogEntry[]>;
  /** Null where the request is not kept any more. */
  requestDetail(id: string): Promise<RequestDetail | null>;
  clearRequests(): Promise<void>;
}
