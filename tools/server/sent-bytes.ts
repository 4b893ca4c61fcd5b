import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer of a server. */
export interface SentFile {
  readonly url: string;
  /** When it was asked for, by the process's clock. */
  readonly askedAtMs: number;
  /** Head and body as they were sent, compressed. */
  readonly byteCount: number;
}

/** Keeps account of what a server of HTTP/1.1 sends: there answers follow each other on a connection. */
export class SentBytes {
  readonly #files: SentFile[] = [];

  /** All answers that have ended. */
  get files(): readonly SentFile[] {
    return this.#files;
  }

  /** Counts an answer that is about to be given. */
  watch({ url = '/', socket }: IncomingMessage, response: ServerResponse): void {
    const askedAtMs = performance.now();
    const before = socket.bytesWritten;
    response.on('close', () => {
      this.#files.push({ url, askedAtMs, byteCount: socket.bytesWritten - before });
    });
  }

  /** Adds up what was asked for between two moments, but for paths that begin with one of `except`. */
  sum({ fromMs, untilMs }: { fromMs: number; untilMs: number }, except: readonly string[]): number {
    const isMeant = ({ url, askedAtMs }: SentFile): boolean =>
      askedAtMs >= fromMs && askedAtMs <= untilMs && !except.some((path) => url.startsWith(path));
    return this.#files.filter(isMeant).reduce((sum, { byteCount }) => sum + byteCount, 0);
  }
}
