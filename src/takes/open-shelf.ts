import { openIdbShelf } from './idb-shelf.ts';
import { createMemoryShelf } from './memory-shelf.ts';
import type { TakeShelf } from './take-shelf.ts';

/** Opens the shelf named after `baseUrl`: in IndexedDB, or in memory where the browser refuses storage. */
export async function openShelf(baseUrl: string): Promise<TakeShelf> {
  try {
    // Two installations on one origin keep their takes apart.
    return await openIdbShelf(`sotto-library ${new URL(baseUrl).pathname}`);
  } catch {
    return createMemoryShelf();
  }
}
