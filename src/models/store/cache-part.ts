import { readBlobChunks } from '../../std/memory.ts';
import type { ByteRange, ByteRanges } from './byte-ranges.ts';
import type { PartFile } from './file-area.ts';

interface CachePartOwner {
  put(range: ByteRange, blob: Blob): Promise<void>;
  /** All pieces, in order. */
  open(): Promise<readonly Blob[]>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

interface FreshRun {
  readonly start: number;
  end: number;
  readonly chunks: Uint8Array<ArrayBuffer>[];
}

/** A part whose pieces are entries of their own; what comes in between two commits waits in memory. */
export class CachePart implements PartFile {
  readonly held: ByteRanges;
  readonly #owner: CachePartOwner;
  #fresh: FreshRun[] = [];
  #whole: Blob | null = null;
  #open = true;

  constructor(held: ByteRanges, owner: CachePartOwner) {
    this.held = held;
    this.#owner = owner;
  }

  write(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const end = offset + bytes.byteLength;
    const run = this.#fresh.find((candidate) => candidate.end === offset);
    if (run === undefined) this.#fresh.push({ start: offset, end, chunks: [bytes.slice()] });
    else {
      run.chunks.push(bytes.slice());
      run.end = end;
    }
    this.held.add(offset, end);
    return Promise.resolve();
  }

  async commit(): Promise<void> {
    const runs = this.#fresh;
    this.#fresh = [];
    if (runs.length > 0) this.#whole = null;
    for (const run of runs) await this.#owner.put(run, new Blob(run.chunks));
  }

  async *read(byteCount: number): AsyncIterable<Uint8Array<ArrayBuffer>> {
    await this.commit();
    this.#whole ??= new Blob([...(await this.#owner.open())]);
    yield* readBlobChunks(this.#whole.slice(0, byteCount));
  }

  async finish(): Promise<void> {
    await this.commit();
    this.#open = false;
    await this.#owner.finish();
  }

  async discard(): Promise<void> {
    this.#open = false;
    this.#fresh = [];
    this.held.clear();
    await this.#owner.discard();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.commit();
  }
}
