import type { FileArea, PartFile } from './file-area.ts';
import { MemoryArea } from './memory-area.ts';
import { isDenied, warnOfDenial } from './storage-error.ts';

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
