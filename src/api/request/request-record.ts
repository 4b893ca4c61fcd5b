import type { EngineId } from '../../contract/engine-status.ts';
import { isAbortError } from '../../std/abort.ts';

/** One answered request, for whoever watches. Times in milliseconds; no text and no credentials. */
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
  readonly engine: EngineId | null;
  /** How long it waited for other requests. */
  readonly queueMs: number | null;
  readonly firstByteMs: number | null;
  readonly durationMs: number | null;
  readonly bytes: number;
  readonly audioSeconds: number | null;
  /** What went wrong, in full; `aborted` where somebody cancelled. */
  readonly error: string | null;
}

/** Follows one request from its arrival to the last byte of its answer. */
export class RequestRecord {
  readonly #log: ((entry: RequestLogEntry) => void) | undefined;
  readonly #startMs = performance.now();
  #entry: RequestLogEntry;

  constructor(
    identity: Pick<RequestLogEntry, 'id' | 'method' | 'path' | 'client'>,
    log: ((entry: RequestLogEntry) => void) | undefined,
  ) {
    this.#log = log;
    this.#entry = {
      ...identity,
      startedAt: Date.now(),
      status: null,
      format: null,
      engine: null,
      queueMs: null,
      firstByteMs: null,
      durationMs: null,
      bytes: 0,
      audioSeconds: null,
      error: null,
    };
    this.#log?.(this.#entry);
  }

  get entry(): RequestLogEntry {
    return this.#entry;
  }

  update(patch: Partial<RequestLogEntry>): void {
    if (this.#entry.durationMs !== null) return;
    this.#entry = { ...this.#entry, ...patch };
    this.#log?.(this.#entry);
  }

  /** Notes bytes without telling anybody; the next update does. */
  count(byteCount: number): void {
    this.#entry = { ...this.#entry, bytes: this.#entry.bytes + byteCount };
  }

  /** Notes that the head is ready to go out. */
  begin(status: number, patch: Partial<RequestLogEntry> = {}): void {
    this.update({ ...patch, status, firstByteMs: this.#elapsedMs() });
  }

  /** Ends the record; later updates change nothing. */
  end(error: unknown, patch: Partial<RequestLogEntry> = {}): void {
    const durationMs = this.#elapsedMs();
    this.update({ ...patch, ...(error === null ? {} : { error: toText(error) }), durationMs });
  }

  #elapsedMs(): number {
    return Math.round(performance.now() - this.#startMs);
  }
}

function toText(error: unknown): string {
  if (isAbortError(error)) return 'aborted';
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  const cause = error.cause === undefined ? '' : ` (${toText(error.cause)})`;
  return `${code}${error.message}${cause}`;
}
