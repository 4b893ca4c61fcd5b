import type { TakeInfo } from '../contract/takes.ts';
import { toGrown, type KeptSegment, type TakeShelf } from './take-shelf.ts';

interface Entry {
  info: TakeInfo;
  readonly text: string;
  readonly segments: KeptSegment[];
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
