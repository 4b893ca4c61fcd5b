import { describe, expect, it } from 'vitest';
import { CacheArea } from '../../../../src/models/store/cache-area.ts';
import type { FileArea, PartFile } from '../../../../src/models/store/file-area.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { OpfsArea } from '../../../../src/models/store/opfs-area.ts';
import { joinBytes } from '../../../../src/std/join.ts';
import { FakeCache } from '../../../fixtures/fake-cache.ts';
import { FakeOpfs } from '../../../fixtures/fake-opfs.ts';
import { createBytes } from '../../../fixtures/model-files.ts';

/** An area, and what a killed thread leaves of it to the next one. */
interface Subject {
  readonly area: FileArea;
  kill(): FileArea;
}

function createOpfsArea(opfs: FakeOpfs): FileArea {
  return new OpfsArea(() => Promise.resolve(opfs.toDirectory()));
}

const subjects: [string, () => Subject][] = [
  [
    'memory',
    () => {
      const area = new MemoryArea();
      return { area, kill: () => area };
    },
  ],
  [
    'opfs',
    () => {
      const opfs = new FakeOpfs();
      return {
        area: createOpfsArea(opfs),
        kill: () => {
          opfs.kill();
          return createOpfsArea(opfs);
        },
      };
    },
  ],
  [
    'cache-storage',
    () => {
      const cache = new FakeCache().toCache();
      const open = (): FileArea => new CacheArea(() => Promise.resolve(cache));
      return { area: open(), kill: open };
    },
  ],
];

const bytes = createBytes(10_000);

async function contentOf(area: FileArea, name: string): Promise<Uint8Array | null> {
  const blob = await area.open(name);
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}

async function readFirst(part: PartFile, byteCount: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of part.read(byteCount)) chunks.push(chunk.slice());
  return joinBytes(chunks);
}

describe.each(subjects)('%s', (kind, createSubject) => {
  it('keeps small files, and replaces them', async () => {
    const { area } = createSubject();
    expect(area.kind).toBe(kind);
    expect(await area.open('note')).toBeNull();
    await area.write('note', new Uint8Array([1, 2]));
    await area.write('note', new Uint8Array([3]));
    expect(await contentOf(area, 'note')).toEqual(new Uint8Array([3]));
    expect(await area.names()).toEqual(['note']);
    await area.remove('note');
    await area.remove('note');
    expect(await area.names()).toEqual([]);
  });

  it('puts a file together from parts that come in any order', async () => {
    const { area } = createSubject();
    const part = await area.openPart('file');
    await part.write(6000, bytes.slice(6000));
    await part.write(0, bytes.slice(0, 1000));
    const reused = bytes.slice(1000, 2500);
    await part.write(1000, reused);
    reused.fill(0);
    await part.commit();
    await part.write(2500, bytes.slice(2500, 6000));
    expect(part.held.ranges).toEqual([{ start: 0, end: 10_000 }]);
    expect(await readFirst(part, 6900)).toEqual(bytes.slice(0, 6900));
    expect(await area.open('file')).toBeNull();
    await part.finish();
    await part.close();
    expect(await contentOf(area, 'file')).toEqual(bytes);
    expect(await area.names()).toEqual(['file']);
  });

  it('goes on after a close', async () => {
    const { area } = createSubject();
    const part = await area.openPart('file');
    await part.write(3000, bytes.slice(3000, 5000));
    await part.close();
    expect(await area.partBytes('file')).toBe(2000);
    const sizes = await area.partSizes();
    expect([...sizes.keys()]).toEqual(['file']);
    expect(sizes.get('file')).toBeGreaterThanOrEqual(2000);
    const again = await area.openPart('file');
    expect(again.held.ranges).toEqual([{ start: 3000, end: 5000 }]);
    await again.write(0, bytes.slice(0, 3000));
    await again.write(5000, bytes.slice(5000));
    await again.finish();
    expect(await contentOf(area, 'file')).toEqual(bytes);
    expect(await area.partBytes('file')).toBe(0);
    expect([...(await area.partSizes()).keys()]).toEqual([]);
  });

  it('keeps what was committed when the thread is killed, and claims no more', async () => {
    const subject = createSubject();
    const part = await subject.area.openPart('file');
    await part.write(0, bytes.slice(0, 2000));
    await part.write(8000, bytes.slice(8000));
    await part.commit();
    await part.write(2000, bytes.slice(2000, 4000));
    const area = subject.kill();
    const again = await area.openPart('file');
    expect(again.held.ranges).toEqual([
      { start: 0, end: 2000 },
      { start: 8000, end: 10_000 },
    ]);
    await again.write(2000, bytes.slice(2000, 8000));
    await again.finish();
    expect(await contentOf(area, 'file')).toEqual(bytes);
  });

  it('forgets a part that is discarded, and a file that is removed half-way', async () => {
    const { area } = createSubject();
    const part = await area.openPart('file');
    await part.write(0, bytes.slice(0, 100));
    await part.commit();
    await part.discard();
    await part.close();
    const fresh = await area.openPart('file');
    expect(fresh.held.byteCount).toBe(0);
    await fresh.write(0, bytes.slice(0, 100));
    await fresh.close();
    await area.remove('file');
    const last = await area.openPart('file');
    expect(last.held.byteCount).toBe(0);
    await last.close();
  });
});

describe('the journal of the origin private file system', () => {
  it('loses only the line that a crash cut short', async () => {
    const opfs = new FakeOpfs();
    const part = await createOpfsArea(opfs).openPart('file');
    await part.write(0, bytes.slice(0, 2000));
    await part.close();
    const journal = new TextDecoder().decode(opfs.files.get('file.journal'));
    opfs.files.set('file.journal', new TextEncoder().encode(`${journal}4000-5`));
    const again = await createOpfsArea(opfs).openPart('file');
    expect(again.held.ranges).toEqual([{ start: 0, end: 2000 }]);
  });

  it('does not claim bytes that the data lacks', async () => {
    const opfs = new FakeOpfs();
    const part = await createOpfsArea(opfs).openPart('file');
    await part.write(0, bytes.slice(0, 2000));
    await part.close();
    opfs.files.set('file.part', bytes.slice(0, 1500));
    const again = await createOpfsArea(opfs).openPart('file');
    expect(again.held.byteCount).toBe(0);
  });
});

describe('the origin private file system', () => {
  it('refuses what a private window of Chromium drops', async () => {
    const opfs = new FakeOpfs();
    const part = await createOpfsArea(opfs).openPart('file');
    await part.write(0, bytes.slice(0, 2000));
    opfs.fault = 'full';
    await expect(part.write(2000, bytes.slice(2000))).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(part.held.byteCount).toBe(2000);
  });

  it('goes on in a new directory when the browser evicted the old one', async () => {
    let opfs = new FakeOpfs();
    const area = new OpfsArea(() => Promise.resolve(opfs.toDirectory()));
    await area.write('note', bytes);
    opfs = new FakeOpfs();
    expect(await area.open('note')).toBeNull();
    await area.write('note', bytes);
    expect(await contentOf(area, 'note')).toEqual(bytes);
  });
});
