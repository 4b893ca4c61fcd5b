import { Scope } from '../../std/scope.ts';
import { ByteRanges } from './byte-ranges.ts';
import type { FileArea, PartFile } from './file-area.ts';
import { OpfsPart } from './opfs-part.ts';
import type { SyncFile, SyncFileHandle } from './sync-file.ts';

const PART = '.part';
const JOURNAL = '.journal';

/**
 * Keeps files in a directory of the origin private file system. Works in dedicated workers only: nothing else may open
 * sync handles.
 */
export class OpfsArea implements FileArea {
  readonly kind = 'opfs';
  readonly #openDirectory: () => Promise<FileSystemDirectoryHandle>;

  /** Asked each time, since a browser that evicts an origin's files leaves dead handles behind. */
  constructor(openDirectory: () => Promise<FileSystemDirectoryHandle>) {
    this.#openDirectory = openDirectory;
  }

  async names(): Promise<readonly string[]> {
    return (await this.#entries()).filter((name) => !name.endsWith(PART) && !name.endsWith(JOURNAL));
  }

  open(name: string): Promise<Blob | null> {
    return orNull(async () => {
      const handle = await this.handle(name);
      return handle === null ? null : handle.getFile();
    });
  }

  handle(name: string): Promise<FileSystemFileHandle | null> {
    return orNull(async () => (await this.#openDirectory()).getFileHandle(name));
  }

  async write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const part = await this.openPart(name);
    if (part.held.byteCount > 0) {
      await part.discard();
      return this.write(name, bytes);
    }
    try {
      await part.write(0, bytes);
      await part.finish();
    } finally {
      await part.close();
    }
  }

  async remove(name: string): Promise<void> {
    const directory = await this.#openDirectory();
    for (const entry of [name, name + PART, name + JOURNAL]) await removeEntry(directory, entry);
  }

  async partBytes(name: string): Promise<number> {
    const journal = await this.open(name + JOURNAL);
    // The size of the data does not count: what a crash left of it need not be whole.
    return journal === null ? 0 : parseJournal(await journal.text(), Infinity).byteCount;
  }

  async partSizes(): Promise<ReadonlyMap<string, number>> {
    const parts = (await this.#entries()).filter((name) => name.endsWith(PART));
    const sizes = await Promise.all(
      parts.map(async (part) => [part.slice(0, -PART.length), (await this.open(part))?.size] as const),
    );
    return new Map(sizes.flatMap(([name, size]) => (size === undefined ? [] : [[name, size]])));
  }

  async openPart(name: string): Promise<PartFile> {
    const directory = await this.#openDirectory();
    const dataHandle = await createFile(directory, name + PART);
    const journalHandle = await createFile(directory, name + JOURNAL);
    const data = await whenFree(() => dataHandle.createSyncAccessHandle());
    try {
      const journal = await whenFree(() => journalHandle.createSyncAccessHandle());
      return new OpfsPart(data, journal, {
        held: readJournal(journal, data.getSize()),
        finish: async () => {
          await moveFile(directory, dataHandle, name);
          await removeEntry(directory, name + JOURNAL);
        },
        discard: async () => {
          await removeEntry(directory, name + JOURNAL);
          await removeEntry(directory, name + PART);
        },
      });
    } catch (error) {
      data.close();
      throw error;
    }
  }

  async #entries(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of (await this.#openDirectory()).keys()) names.push(name);
    return names;
  }
}

async function createFile(directory: FileSystemDirectoryHandle, name: string): Promise<SyncFileHandle> {
  return (await directory.getFileHandle(name, { create: true })) as SyncFileHandle;
}

/** Removes a file; nothing happens where there is none. */
async function removeEntry(directory: FileSystemDirectoryHandle, name: string): Promise<void> {
  await whenFree(() => directory.removeEntry(name)).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
  });
}

/** Does what needs a file to itself: a worker that was just killed may hold it for another moment. */
async function whenFree<T>(act: () => Promise<T>): Promise<T> {
  const scope = new Scope();
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await act();
      } catch (error) {
        const isHeld = error instanceof Error && error.name === 'NoModificationAllowedError';
        if (!isHeld || attempt === 20) throw error;
        await scope.sleep(50);
      }
    }
  } finally {
    scope.dispose();
  }
}

/** Reads which ranges of a part its journal names; those past the end of the data do not count. */
export function readJournal(journal: SyncFile, dataBytes: number): ByteRanges {
  const bytes = new Uint8Array(journal.getSize());
  journal.read(bytes, { at: 0 });
  return parseJournal(new TextDecoder().decode(bytes), dataBytes);
}

/** Parses the ranges that were committed; a line that a crash cut short does not count. */
function parseJournal(text: string, dataBytes: number): ByteRanges {
  const lines = text.split('\n').slice(0, -1);
  const ranges = new ByteRanges();
  for (const line of lines) {
    const [start = NaN, end = NaN] = line.split('-').map(Number);
    if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && end <= dataBytes) ranges.add(start, end);
  }
  return ranges;
}

/** Renames within the directory. */
async function moveFile(
  directory: FileSystemDirectoryHandle,
  file: SyncFileHandle,
  name: string,
): Promise<void> {
  // Chromium refuses to move onto a file that exists.
  await removeEntry(directory, name);
  await file.move(name);
}

/** Gives null for a file that is not there. */
async function orNull<T>(find: () => Promise<T | null>): Promise<T | null> {
  try {
    return await find();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}
