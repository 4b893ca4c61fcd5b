import type { TakeInfo } from '../contract/takes.ts';
import { openIdbShelf } from './idb-shelf.ts';
import { type TakeShelf, toGrown, type KeptSegment } from './take-shelf.ts';

interface Entry {
  info: TakeInfo;
  readonly text: string;
  readonly segments: KeptSegment[];
}

/** Opens the shelf named after `baseUrl`: in IndexedDB, or in memory where the browser refuses storage. */
export async function openShelf(baseUrl: string): Promise<TakeShelf> {
  try {
    // Two installations on one origin keep their takes apart.
    return await openIdbShelf(`sotto-library ${new URL(baseUrl).pathname}`);
  } catch {
    return createMemoryShelf();
  }
}

/** Creates a shelf that lasts as long as the thread does, for browsers that refuse storage. */
export function createMemoryShelf(): TakeShelf {
  const entries = new Map<string, Entry>();
  return {
    isLasting: false,
    list: () => Promise.resolve([...entries.values()].map(({ info }) => info)),
    find: (id) => Promise.resolve(entries.get(id)?.info),
    text: (id) => Promise.resolve(entries.get(id)?.text),
    segment: (id, index) => Promise.resolve(entries.get(id)?.segments[index]),
    append(id, segment, fresh) {
      if (fresh !== undefined) entries.set(id, { ...fresh, segments: [] });
      const entry = entries.get(id);
      if (entry === undefined) return Promise.resolve(false);
      entry.segments.push(segment);
      entry.info = toGrown(entry.info, segment);
      return Promise.resolve(true);
    },
    update(id, patch) {
      const entry = entries.get(id);
      if (entry !== undefined) entry.info = { ...entry.info, ...patch };
      return Promise.resolve();
    },
    remove(id) {
      entries.delete(id);
      return Promise.resolve();
    },
  };
}
