import { CacheArea } from './cache-area.ts';
import type { FileArea, PartFile } from './file-area.ts';
import { MemoryArea } from './memory-area.ts';
import { OpfsArea } from './opfs-area.ts';
import { isDenied, isFull, warnOfDenial } from './storage-error.ts';
import { createRandomId } from '../../std/random-id.ts';

const FOLDER = 'sotto-models';

/**
 * Opens the best place for model files that this thread has: the origin private file system, Cache Storage, or
 * memory where the browser refuses both, now or later. Calls `onDenied` where it refuses both now.
 */
export async function openFileArea(onDenied?: () => void): Promise<FileArea> {
  const kept = (await openOpfs()) ?? (await openCache());
  if (kept !== null) return new DeniableArea(kept);
  onDenied?.();
  return new MemoryArea();
}

async function openOpfs(): Promise<FileArea | null> {
  const canUse =
    typeof FileSystemFileHandle !== 'undefined' &&
    'createSyncAccessHandle' in FileSystemFileHandle.prototype &&
    'move' in FileSystemFileHandle.prototype;
  if (!canUse) return null;
  try {
    const area = new OpfsArea(async () => {
      const root = await navigator.storage.getDirectory();
      return root.getDirectoryHandle(FOLDER, { create: true });
    });
    await probe(area);
    return area;
  } catch {
    return null;
  }
}

async function openCache(): Promise<FileArea | null> {
  if (typeof caches === 'undefined') return null;
  try {
    const area = new CacheArea(() => caches.open(FOLDER));
    await probe(area);
    return area;
  } catch {
    return null;
  }
}

/** Fails where a private window hands out the storage and then refuses the files. */
async function probe(area: FileArea): Promise<void> {
  // Two tabs may probe at once, and a file has one writer.
  const name = `probe-${createRandomId()}`;
  try {
    await area.write(name, new Uint8Array(1));
  } catch (error) {
    // A full disk takes nothing more, and gives what it has.
    if (!isFull(error)) throw error;
  } finally {
    await area.remove(name);
  }
}

/**
 * Keeps files in an area of the browser's until that is denied, which people may do at any time; from then on in memory,
 * where they must be fetched again.
 */
export class DeniableArea implements FileArea {
  #area: FileArea;

  constructor(area: FileArea) {
    this.#area = area;
  }

  get kind(): FileArea['kind'] {
    return this.#area.kind;
  }

  names(): Promise<readonly string[]> {
    return this.#try((area) => area.names());
  }

  open(name: string): Promise<Blob | null> {
    return this.#try((area) => area.open(name));
  }

  handle(name: string): Promise<FileSystemFileHandle | null> {
    return this.#try((area) => area.handle(name));
  }

  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#try((area) => area.write(name, bytes));
  }

  remove(name: string): Promise<void> {
    return this.#try((area) => area.remove(name));
  }

  partBytes(name: string): Promise<number> {
    return this.#try((area) => area.partBytes(name));
  }

  partSizes(): Promise<ReadonlyMap<string, number>> {
    return this.#try((area) => area.partSizes());
  }

  openPart(name: string): Promise<PartFile> {
    return this.#try((area) => area.openPart(name));
  }

  async #try<T>(work: (area: FileArea) => Promise<T>): Promise<T> {
    const area = this.#area;
    try {
      return await work(area);
    } catch (error) {
      if (!isDenied(error) || area instanceof MemoryArea) throw error;
      // Several calls may find it out at once, and they must use the same memory.
      if (this.#area === area) {
        this.#area = new MemoryArea();
        warnOfDenial(error);
      }
      return work(this.#area);
    }
  }
}
