import { ByteRanges } from './byte-ranges.ts';
import { readBlobChunks } from '../../std/memory.ts';
import type { FileArea, PartFile } from './file-area.ts';

interface Chunk {
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Keeps files for the life of the thread: for browsers that refuse storage, and for Node. */
export class MemoryArea implements FileArea {
  readonly kind = 'memory';
  readonly #files = new Map<string, Blob>();
  readonly #parts = new Map<string, Chunk[]>();

  names(): Promise<readonly string[]> {
    return Promise.resolve([...this.#files.keys()]);
  }

  open(name: string): Promise<Blob | null> {
    return Promise.resolve(this.#files.get(name) ?? null);
  }

  handle(_name?: string): Promise<null> {
    return Promise.resolve(null);
  }

  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#files.set(name, new Blob([bytes]));
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.#files.delete(name);
    this.#parts.delete(name);
    return Promise.resolve();
  }

  partBytes(name: string): Promise<number> {
    return Promise.resolve(toBytes(this.#parts.get(name) ?? []));
  }

  partSizes(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map([...this.#parts].map(([name, chunks]) => [name, toBytes(chunks)])));
  }

  openPart(name: string): Promise<PartFile> {
    const part = new MemoryPart(this.#parts.get(name) ?? [], {
      keep: (chunks) => this.#parts.set(name, chunks),
      finish: (blob) => this.#files.set(name, blob),
      forget: () => this.#parts.delete(name),
    });
    return Promise.resolve(part);
  }
}

function toBytes(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

interface PartOwner {
  keep(chunks: Chunk[]): void;
  finish(blob: Blob): void;
  forget(): void;
}

class MemoryPart implements PartFile {
  readonly held = new ByteRanges();
  readonly #owner: PartOwner;
  #chunks: Chunk[];
  #blob: Blob | null = null;
  #open = true;

  constructor(chunks: readonly Chunk[], owner: PartOwner) {
    this.#chunks = [...chunks];
    this.#owner = owner;
    for (const { offset, bytes } of chunks) this.held.add(offset, offset + bytes.byteLength);
  }

  write(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#chunks.push({ offset, bytes: bytes.slice() });
    this.#blob = null;
    this.held.add(offset, offset + bytes.byteLength);
    return Promise.resolve();
  }

  commit(): Promise<void> {
    if (this.#open) this.#owner.keep([...this.#chunks]);
    return Promise.resolve();
  }

  read(byteCount: number): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return readBlobChunks(this.#toBlob().slice(0, byteCount));
  }

  finish(): Promise<void> {
    this.#owner.finish(this.#toBlob());
    return this.discard();
  }

  discard(): Promise<void> {
    this.#owner.forget();
    this.#chunks = [];
    this.#blob = null;
    this.#open = false;
    this.held.clear();
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.commit();
    this.#open = false;
  }

  #toBlob(): Blob {
    const inOrder = [...this.#chunks].sort((a, b) => a.offset - b.offset);
    return (this.#blob ??= new Blob(inOrder.map(({ bytes }) => bytes)));
  }
}
