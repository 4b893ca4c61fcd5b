import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { TakeInfo } from '../contract/takes.ts';
import { toGrown, type KeptSegment, type NewTake, type TakeShelf } from './take-shelf.ts';

/** Texts and sound have stores of their own, so that a list reads neither. */
interface LibrarySchema extends DBSchema {
  takes: { key: string; value: TakeInfo };
  texts: { key: string; value: string };
  segments: { key: [take: string, index: number]; value: KeptSegment };
}

type Database = IDBPDatabase<LibrarySchema>;

const SCHEMA_VERSION = 1;
const allStores = ['takes', 'texts', 'segments'] as const;

/** Opens the shelf in IndexedDB. Rejects where the browser refuses storage. */
export async function openIdbShelf(name: string): Promise<TakeShelf> {
  const shelf = new IdbShelf(name);
  await shelf.list();
  return shelf;
}

class IdbShelf implements TakeShelf {
  readonly isLasting = true;
  readonly #name: string;
  #opening: Promise<Database> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  async list(): Promise<readonly TakeInfo[]> {
    return (await this.#open()).getAll('takes');
  }

  async find(id: string): Promise<TakeInfo | undefined> {
    return (await this.#open()).get('takes', id);
  }

  async text(id: string): Promise<string | undefined> {
    return (await this.#open()).get('texts', id);
  }

  async segment(id: string, index: number): Promise<KeptSegment | undefined> {
    return (await this.#open()).get('segments', [id, index]);
  }

  async append(id: string, segment: KeptSegment, fresh?: NewTake): Promise<boolean> {
    const change = await this.#begin();
    const takes = change.objectStore('takes');
    // Read in the same transaction: the take may have been renamed or deleted meanwhile.
    const info = fresh?.info ?? (await takes.get(id));
    if (info !== undefined) {
      const writes: Promise<unknown>[] = [
        takes.put(toGrown(info, segment), id),
        change.objectStore('segments').put(segment, [id, info.starts.length]),
      ];
      if (fresh !== undefined) writes.push(change.objectStore('texts').put(fresh.text, id));
      // Settled together, or a write that fails after the first would count as unhandled.
      await Promise.all([...writes, change.done]);
    }
    await change.done;
    return info !== undefined;
  }

  async update(id: string, patch: Partial<TakeInfo>): Promise<void> {
    const change = await this.#begin();
    const takes = change.objectStore('takes');
    const info = await takes.get(id);
    if (info !== undefined) await takes.put({ ...info, ...patch }, id);
    await change.done;
  }

  async remove(id: string): Promise<void> {
    const change = await this.#begin();
    await Promise.all([
      change.objectStore('takes').delete(id),
      change.objectStore('texts').delete(id),
      change.objectStore('segments').delete(IDBKeyRange.bound([id, 0], [id, Infinity])),
      change.done,
    ]);
  }

  async #begin(): Promise<IDBPTransaction<LibrarySchema, typeof allStores, 'readwrite'>> {
    const change = (await this.#open()).transaction(allStores, 'readwrite');
    // Where a request fails, nobody comes to wait for the end of the change.
    change.done.catch(() => undefined);
    return change;
  }

  /** The browser closes a database whose site data the user clears; the next call opens a new one. */
  #open(): Promise<Database> {
    const forget = (): void => {
      if (this.#opening === opening) this.#opening = undefined;
    };
    const opening = (this.#opening ??= openDB<LibrarySchema>(this.#name, SCHEMA_VERSION, {
      upgrade(database) {
        for (const store of allStores) database.createObjectStore(store);
      },
      // A later version of the app in another tab waits for this connection to go.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }));
    opening.catch(forget);
    return opening;
  }
}
