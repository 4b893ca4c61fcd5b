import type { RequestLogEntry } from '../../contract/request-log.ts';
import { isAbortError } from '../../std/abort.ts';

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

  /** Changes the entry and reports it; ignored once the request is over. */
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
