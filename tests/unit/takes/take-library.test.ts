import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { openIdbShelf } from '../../../src/takes/idb-shelf.ts';
import { createMemoryShelf } from '../../../src/takes/open-shelf.ts';
import { TakeLibrary } from '../../../src/takes/take-library.ts';
import { toKeptSegment } from '../../../src/takes/kept-segment.ts';
import type { TakeShelf } from '../../../src/takes/take-shelf.ts';
import type { SpeechRequest } from '../../../src/contract/request.ts';
import { createSpoken } from '../../fixtures/spoken-segment.ts';

const text = 'One two. Three four five.';
const request: SpeechRequest = {
  text,
  model: 'kokoro-82m',
  voice: [{ id: 'af_heart', weight: 1 }],
  language: 'en-us',
  speed: 1,
};
const first = createSpoken(text, 0, { start: 0, end: 9 });
const second = createSpoken(text, 1, { start: 9, end: 25 });
/** What `first` and the text take up. */
const FIRST_BYTES = first.samples.length * 2 + text.length * 2;

let databases = 0;
const shelves: Readonly<Record<string, () => Promise<TakeShelf>>> = {
  IndexedDB: () => openIdbShelf(`test-${(databases += 1)}`),
  memory: () => Promise.resolve(createMemoryShelf()),
};

async function createLibrary(open: () => Promise<TakeShelf>, limitBytes = 1_000_000) {
  const shelf = await open();
  const onChange = vi.fn();
  return {
    shelf,
    onChange,
    library: new TakeLibrary({ shelf: Promise.resolve(shelf), limitBytes, onChange }),
  };
}

async function speak(library: TakeLibrary, id: string, words = request): Promise<void> {
  const writer = library.begin(id, words);
  void writer.append(first);
  await writer.end(true);
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const names = async (library: TakeLibrary, query = ''): Promise<string[]> =>
  (await library.report(query)).takes.map(({ id }) => id);

describe.each(Object.entries(shelves))('the library in %s', (_, open) => {
  it('keeps a take from its first segment on, marked unfinished until its end', async () => {
    const { library, shelf, onChange } = await createLibrary(open);
    const writer = library.begin('a', request);
    expect((await library.report()).takes).toEqual([]);
    void writer.append(first);
    const open1 = (await library.find('a'), await library.report()).takes[0];
    expect(open1).toMatchObject({
      isComplete: false,
      isOpen: true,
      spokenTo: 9,
      frameCount: 4800,
      name: text,
    });
    // What another thread finds after a crash at this point.
    const after = new TakeLibrary({
      shelf: Promise.resolve(shelf),
      limitBytes: 1e6,
      onChange: () => undefined,
    });
    expect((await after.report()).takes[0]).toMatchObject({ isComplete: false, isOpen: false, spokenTo: 9 });
    expect((await gather(after.readKept('a'))).map(({ length }) => length)).toEqual([4800]);
    void writer.append(second);
    await writer.end(true);
    const info = await library.find('a');
    expect(info).toMatchObject({ isComplete: true, starts: [0, 4800], frameCount: 12_000, text });
    expect((await library.report()).takes[0]?.isOpen).toBe(false);
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it('gives back the samples as 16 bits, the words and the places', async () => {
    const { library } = await createLibrary(open);
    const writer = library.begin('a', request);
    void writer.append(first);
    void writer.append(second);
    await writer.end(true);
    const samples = (await gather(library.read('a'))).flatMap((chunk) => [...chunk]);
    expect(samples).toEqual([...first.samples, ...second.samples]);
    const segments = await gather(library.segments('a'));
    expect(segments.map(({ words }) => words)).toEqual([first.words, second.words]);
    expect((await library.readFrom('a', 4799))?.length).toBe(1);
    expect((await library.readFrom('a', 4800))?.[0]).toBe(0.125);
    expect(await library.readFrom('a', 12_000)).toBeNull();
  });

  it('lists the newest first, and finds takes by name and by text', async () => {
    const { library } = await createLibrary(open);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(1000);
    await speak(library, 'old', { ...request, text: 'A tale of Ravens.' });
    vi.setSystemTime(2000);
    await speak(library, 'new');
    vi.useRealTimers();
    await library.update('new', { name: 'Holiday' });
    expect(await names(library)).toEqual(['new', 'old']);
    expect(await names(library, 'ravens')).toEqual(['old']);
    expect(await names(library, 'HOLI')).toEqual(['new']);
    expect(await names(library, 'THREE')).toEqual(['new']);
    expect(await names(library, 'nothing like it')).toEqual([]);
  });

  it('lets the oldest take that is not pinned make room, and says so', async () => {
    const { library } = await createLibrary(open, FIRST_BYTES * 2 + 100);
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const [place, id] of ['pinned', 'oldest', 'newer'].entries()) {
      vi.setSystemTime(place + 1);
      await speak(library, id, { ...request, text: `${id} ${request.text}`.slice(0, text.length) });
      if (id === 'pinned') await library.update(id, { isPinned: true });
    }
    vi.useRealTimers();
    const report = await library.report();
    expect(report.takes.map(({ id }) => id)).toEqual(['newer', 'pinned']);
    expect(report.evicted).toEqual(['oldest One two. Three fou']);
    expect(report.usedBytes).toBeLessThanOrEqual(report.limitBytes);
  });

  it('keeps the beginning and says so where nothing can make room', async () => {
    const { library } = await createLibrary(open, FIRST_BYTES + 100);
    const writer = library.begin('a', request);
    void writer.append(first);
    void writer.append(second);
    await writer.end(true);
    expect(await library.find('a')).toMatchObject({ isComplete: false, spokenTo: 9 });
    expect((await library.report()).cut).toEqual([text]);
    await expect(gather(library.read('a'))).rejects.toMatchObject({ code: 'storage_full' });
    expect(await gather(library.readKept('a'))).toHaveLength(1);
  });

  it('makes room at once when the limit is lowered', async () => {
    const { library, onChange } = await createLibrary(open);
    await speak(library, 'a');
    onChange.mockClear();
    library.setLimit(10);
    await vi.waitUntil(() => onChange.mock.calls.length > 0);
    expect(await names(library)).toEqual([]);
  });

  it('forgets a take that is deleted, also while it is spoken', async () => {
    const { library } = await createLibrary(open);
    const writer = library.begin('a', request);
    void writer.append(first);
    await library.remove(['a']);
    void writer.append(second);
    await writer.end(true);
    expect(await names(library)).toEqual([]);
    await expect(library.find('a')).rejects.toMatchObject({ code: 'invalid_value' });
  });

  it('keeps a new name that is given while the take is spoken', async () => {
    const { library } = await createLibrary(open);
    const writer = library.begin('a', request);
    void writer.append(first);
    await library.update('a', { name: 'Mine' });
    void writer.append(second);
    await writer.end(true);
    expect(await library.find('a')).toMatchObject({ name: 'Mine', spokenTo: 25 });
  });

  it('goes on with a take that was broken off, and with none that is being spoken', async () => {
    const { library } = await createLibrary(open);
    const writer = library.begin('a', request);
    void writer.append(first);
    expect(library.resume('a')).toBeUndefined();
    await writer.end(false);
    const resumed = library.resume('a');
    void resumed?.append(second);
    await resumed?.end(true);
    expect(await library.find('a')).toMatchObject({ isComplete: true, spokenTo: 25, starts: [0, 4800] });
  });

  it('begins a take anew', async () => {
    const { library } = await createLibrary(open);
    await speak(library, 'a');
    await speak(library, 'a');
    expect((await library.find('a')).starts).toEqual([0]);
  });
});

describe('a shelf that fails', () => {
  it('evicts where the browser has less room than the limit says', async () => {
    const shelf = createMemoryShelf();
    const append = vi.spyOn(shelf, 'append');
    const { library } = await createLibrary(() => Promise.resolve(shelf));
    await speak(library, 'old');
    append.mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    await speak(library, 'new');
    expect(await names(library)).toEqual(['new']);
    expect((await library.report()).evicted).toEqual([text]);
  });

  it('tries once more, and then says that the end was not kept', async () => {
    const shelf = createMemoryShelf();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const append = vi.spyOn(shelf, 'append');
    const { library } = await createLibrary(() => Promise.resolve(shelf));
    append.mockRejectedValueOnce(new Error('closed'));
    await speak(library, 'a');
    expect((await library.report()).cut).toEqual([]);
    append.mockRejectedValueOnce(new Error('closed')).mockRejectedValueOnce(new Error('closed'));
    await speak(library, 'b');
    expect((await library.report()).cut).toEqual([text]);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('ends a take that it cannot mark as whole, and reports each change that fails', async () => {
    const shelf = createMemoryShelf();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { library, onChange } = await createLibrary(() => Promise.resolve(shelf));
    vi.spyOn(shelf, 'update').mockRejectedValue(new Error('withdrawn'));
    await speak(library, 'a');
    expect((await library.report()).takes).toMatchObject([{ isOpen: false, isComplete: false }]);
    expect(onChange).toHaveBeenCalledTimes(2);
    await expect(library.update('a', { name: 'Mine' })).rejects.toThrow('withdrawn');
    vi.spyOn(shelf, 'remove').mockRejectedValueOnce(new Error('withdrawn'));
    await expect(library.remove(['a'])).rejects.toThrow('withdrawn');
    vi.spyOn(shelf, 'list').mockRejectedValue(new Error('withdrawn'));
    void library.begin('b', request).append(first);
    library.setLimit(FIRST_BYTES);
    await library.remove([]);
    expect(onChange).toHaveBeenCalledTimes(7);
    expect(warn).toHaveBeenCalledTimes(3);
    warn.mockRestore();
  });

  it('leaves no rejection behind where storage goes in the middle of a change', async () => {
    const shelf = await openIdbShelf('gone');
    const get = vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort();
      throw new Error('gone');
    });
    await expect(shelf.update('a', {})).rejects.toThrow('gone');
    await expect(shelf.append('a', toKeptSegment(first))).rejects.toThrow('gone');
    get.mockRestore();
  });
});
