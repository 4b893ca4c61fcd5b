import { orAbort } from '../../std/abort.ts';
import { createDeferred } from '../../std/deferred.ts';
import { joinBytes } from '../../std/join.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { Bytes } from './shared-answer.ts';
import { createRandomId } from '../../std/random-id.ts';

/** How much is kept, and how many files. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 64;

interface KeptFile {
  readonly contentType: string;
  readonly body: Promise<Bytes>;
  byteCount: number;
}

/** A file that is written. */
export interface FileWriter {
  readonly path: string;
  write(bytes: Uint8Array): void;
  end(): void;
  /** Gives up: requests that wait for the file get a failure. */
  fail(): void;
}

/** Keeps the newest answers in memory, so that they can be fetched a second time by a link. */
export class Downloads {
  readonly #files = new Map<string, KeptFile>();

  /** Begins a file whose name ends in an extension. */
  create(extension: string, contentType: string): FileWriter {
    const name = `sotto-${createRandomId()}.${extension}`;
    const done = createDeferred<Bytes>();
    const file: KeptFile = { contentType, body: done.promise, byteCount: 0 };
    const parts: Uint8Array[] = [];
    // Nobody may ever ask for it.
    done.promise.catch(() => undefined);
    this.#files.set(name, file);
    return {
      path: `/download/${name}`,
      write: (bytes) => {
        parts.push(bytes.slice());
        file.byteCount += bytes.byteLength;
        this.#makeRoom();
      },
      end: () => done.resolve(joinBytes(parts)),
      fail: () => {
        this.#files.delete(name);
        done.reject(createMissing());
      },
    };
  }

  /** Waits for a file to be whole. Rejects with `unknown_url` for one that is not kept, or not any more. */
  async read(name: string, signal: AbortSignal): Promise<Response> {
    const file = this.#files.get(name);
    if (file === undefined) throw createMissing();
    const body = await orAbort(file.body, signal);
    return new Response(body, {
      headers: {
        'content-type': file.contentType,
        'content-length': String(body.byteLength),
        'content-disposition': `attachment; filename="${name}"`,
      },
    });
  }

  #makeRoom(): void {
    const total = (): number => [...this.#files.values()].reduce((sum, { byteCount }) => sum + byteCount, 0);
    for (const name of this.#files.keys()) {
      if (this.#files.size <= 1 || (this.#files.size <= MAX_FILES && total() <= MAX_KEPT_BYTES)) return;
      this.#files.delete(name);
    }
  }
}

function createMissing(): SpeechError {
  return new SpeechError('unknown_url', 'There is no such file, or it is not kept any more.');
}
