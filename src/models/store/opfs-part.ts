import type { ByteRanges } from './byte-ranges.ts';
import type { PartFile } from './file-area.ts';
import { readSteps, type SyncFile } from './sync-file.ts';

interface OpfsPartOwner {
  readonly held: ByteRanges;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * A part in two files: the data, written in place, and a journal with a line `start-end` for each range that is
 * safely in the data. The journal only grows, so a crash can cut its last line but never lose an earlier one.
 */
export class OpfsPart implements PartFile {
  readonly held: ByteRanges;
  readonly #data: SyncFile;
  readonly #journal: SyncFile;
  readonly #owner: OpfsPartOwner;
  /** Written, and not yet in the journal: the end of each range by its start. */
  readonly #fresh = new Map<number, number>();
  #open = true;

  constructor(data: SyncFile, journal: SyncFile, owner: OpfsPartOwner) {
    this.#data = data;
    this.#journal = journal;
    this.#owner = owner;
    this.held = owner.held;
  }

  write(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return settle(() => {
      writeFully(this.#data, bytes, offset);
      const end = offset + bytes.byteLength;
      const previous = [...this.#fresh].find(([, freshEnd]) => freshEnd === offset);
      this.#fresh.set(previous?.[0] ?? offset, end);
      this.held.add(offset, end);
    });
  }

  commit(): Promise<void> {
    return settle(() => {
      if (this.#fresh.size === 0) return;
      // The data first: the journal may only name what a crash cannot take away.
      this.#data.flush();
      const lines = [...this.#fresh].map(([start, end]) => `${start}-${end}\n`).join('');
      writeFully(this.#journal, new TextEncoder().encode(lines), this.#journal.getSize());
      this.#journal.flush();
      this.#fresh.clear();
    });
  }

  read(byteCount: number): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return readSteps(this.#data, byteCount);
  }

  async finish(): Promise<void> {
    this.#data.flush();
    this.#closeHandles();
    await this.#owner.finish();
  }

  async discard(): Promise<void> {
    this.held.clear();
    this.#closeHandles();
    await this.#owner.discard();
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    try {
      await this.commit();
    } finally {
      this.#closeHandles();
    }
  }

  #closeHandles(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#data.close();
    this.#journal.close();
  }
}

/** In a private window Chromium gives an error's code, unsigned, instead of throwing it: this one for a full disk. */
const NO_SPACE = 2 ** 32 - 8;

function writeFully(handle: SyncFile, bytes: Uint8Array<ArrayBuffer>, offset: number): void {
  const written = handle.write(bytes, { at: offset });
  if (written === bytes.byteLength) return;
  if (written < bytes.byteLength || written === NO_SPACE) {
    throw new DOMException('The file could not be written in full.', 'QuotaExceededError');
  }
  throw new DOMException('The file is gone.', 'NotFoundError');
}

/** Runs synchronous work so that what it throws becomes a rejection. */
function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
