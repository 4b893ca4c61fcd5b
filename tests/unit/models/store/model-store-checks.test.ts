import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileArea } from '../../../../src/models/store/file-area.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { createMirror, type ModelSource } from '../../../../src/models/store/model-sources.ts';
import { OpfsArea } from '../../../../src/models/store/opfs-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { onAbort } from '../../../../src/std/abort.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { FakeOpfs } from '../../../fixtures/fake-opfs.ts';
import { startFileServer, type FileServer } from '../../../fixtures/file-server.ts';
import { createBytes, createModelFile, toMirrorPath, toSha256 } from '../../../fixtures/model-files.ts';

const bytes = createBytes(1_000_003);
const file = createModelFile(bytes);
const tuning = { pieceBytes: 65_536, laneCount: 3, retryDelaysMs: [1, 1, 1, 1, 1], stallTimeoutMs: 2000 };
const { signal } = new AbortController();

let server: FileServer;
let sources: readonly ModelSource[];
let area: FileArea;

beforeEach(async () => {
  server = await startFileServer();
  server.files.set(toMirrorPath(file), bytes);
  sources = [createMirror(server.baseUrl)];
  area = new MemoryArea();
});

afterEach(() => server.close());

function createStore(): ModelStore {
  return new ModelStore(area, { tuning });
}

async function storedBytes(store: ModelStore): Promise<string> {
  const found = await store.check(file, signal);
  return found === null ? 'none' : toSha256(new Uint8Array(await found.arrayBuffer()));
}

describe('a wrong file', () => {
  it('with another hash is refused by name, told what was expected and what came, and forgotten', async () => {
    const wrong = bytes.slice();
    wrong[500_000]! ^= 1;
    server.files.set(toMirrorPath(file), wrong);
    const store = createStore();
    const failure = store.fetch(file, { sources, signal });
    await expect(failure).rejects.toMatchObject({ code: 'model_corrupt' });
    await expect(failure).rejects.toThrow(file.path);
    await expect(failure).rejects.toThrow(file.sha256);
    await expect(failure).rejects.toThrow(toSha256(wrong));
    expect(await store.has(file)).toBe(false);
    server.files.set(toMirrorPath(file), bytes);
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it.each([1_000_000, 1_000_100, 10])('of %i bytes is refused before it is fetched', async (size) => {
    server.files.set(toMirrorPath(file), createBytes(size));
    const store = createStore();
    const failure = store.fetch(file, { sources, signal });
    await expect(failure).rejects.toMatchObject({ code: 'model_corrupt' });
    await expect(failure).rejects.toThrow(`came ${size} bytes`);
    expect(server.requests.length).toBe(1);
  });

  it('left half by an earlier visit is started over once, and then right', async () => {
    const part = await area.openPart(file.sha256);
    await part.write(0, createBytes(200_000, 99));
    await part.close();
    const store = createStore();
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('is not taken from a page that a static host gives for unknown paths', async () => {
    server.fault = () => ({ page: true });
    await expect(createStore().fetch(file, { sources, signal })).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringContaining(`models/owner/model/resolve/rev1/onnx/model.onnx`) as string,
    });
  });
});

describe('a stored file', () => {
  it('that decayed is noticed, dropped and fetched again', async () => {
    const store = createStore();
    await store.fetch(file, { sources, signal });
    const damaged = bytes.slice();
    damaged[123_456]! ^= 4;
    await area.write(file.sha256, damaged);
    expect(await store.check(file, signal)).toBeNull();
    expect(await store.has(file)).toBe(false);
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('that was cut short does not count', async () => {
    const store = createStore();
    await store.fetch(file, { sources, signal });
    await area.write(file.sha256, bytes.slice(0, 1000));
    expect(await store.has(file)).toBe(false);
  });

  it('is listed and can be removed', async () => {
    const store = createStore();
    await store.fetch(file, { sources, signal });
    expect(await store.list()).toMatchObject([{ path: file.path, bytes: file.bytes, sha256: file.sha256 }]);
    await store.remove(file);
    expect(await store.list()).toEqual([]);
    expect(await area.names()).toEqual([]);
  });

  it('can come from the user, after the same checks', async () => {
    const store = createStore();
    await store.import(file, new Blob([bytes]), signal);
    expect(await storedBytes(store)).toBe(file.sha256);
    await store.remove(file);
    const wrong = bytes.slice();
    wrong[1]! ^= 1;
    await expect(store.import(file, new Blob([wrong]), signal)).rejects.toMatchObject({
      code: 'model_corrupt',
    });
    expect(await store.has(file)).toBe(false);
  });

  it('can come from the user over a part of an earlier download that is wrong', async () => {
    const part = await area.openPart(file.sha256);
    await part.write(100, createBytes(5000, 99));
    await part.close();
    const store = createStore();
    await store.import(file, new Blob([bytes]), signal);
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('can come from the user while downloads of it wait for a server', async () => {
    const asked = createDeferred();
    const silent: typeof fetch = (_, init) => {
      asked.resolve();
      return new Promise((_resolve, reject) => {
        onAbort(init!.signal!, () => reject(new Error('called off')));
      });
    };
    const store = new ModelStore(area, { tuning: { ...tuning, stallTimeoutMs: 600_000 }, fetch: silent });
    const fetches = [1, 2].map(() => store.fetch(file, { sources, signal }));
    await asked.promise;
    await store.import(file, new Blob([bytes]), signal);
    expect(await Promise.all(fetches)).toEqual([false, false]);
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('is fetched on where the copy that the user gave meanwhile is wrong', async () => {
    const store = createStore();
    const imports: Promise<unknown>[] = [];
    const wrong = new Blob([createBytes(bytes.byteLength, 9)]);
    const onProgress = (): void => {
      if (imports.length === 0)
        imports.push(store.import(file, wrong, signal).catch((error: unknown) => error));
    };
    expect(await store.fetch(file, { sources, signal, onProgress })).toBe(true);
    expect(await Promise.all(imports)).toMatchObject([{ code: 'model_corrupt' }]);
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('that cannot be removed while it is read stays known, and can be removed later', async () => {
    const store = createStore();
    await store.import(file, new Blob([bytes]), signal);
    const remove = area.remove.bind(area);
    let isRead = true;
    area.remove = (name) =>
      isRead && name === file.sha256
        ? Promise.reject(new DOMException('It is open.', 'NoModificationAllowedError'))
        : remove(name);
    await expect(store.removeFree([file])).rejects.toThrow('It is open.');
    expect(await store.list()).toMatchObject([{ sha256: file.sha256 }]);
    isRead = false;
    await store.removeFree([file]);
    expect(await area.names()).toEqual([]);
  });
});

describe('a full disk', () => {
  it('is told in words', async () => {
    const full: FileArea = {
      kind: 'memory',
      names: () => area.names(),
      open: (name) => area.open(name),
      handle: (name) => area.handle(name),
      write: (name, content) => area.write(name, content),
      remove: (name) => area.remove(name),
      partBytes: (name) => area.partBytes(name),
      partSizes: () => area.partSizes(),
      openPart: async (name) => {
        const part = await area.openPart(name);
        part.write = () => Promise.reject(new DOMException('No room.', 'QuotaExceededError'));
        return part;
      },
    };
    const store = new ModelStore(full, { tuning });
    await expect(store.fetch(file, { sources, signal })).rejects.toMatchObject({
      code: 'storage_full',
      message: expect.stringContaining('onnx/model.onnx (1.0 MB)') as string,
    });
  });
  it('is told in words even where the account of what came cannot be written', async () => {
    const opfs = new FakeOpfs();
    const store = new ModelStore(new OpfsArea(() => Promise.resolve(opfs.toDirectory())), { tuning });
    const onProgress = (held: number): void => {
      if (held > 500_000) opfs.fault = 'full';
    };
    await expect(store.fetch(file, { sources, signal, onProgress })).rejects.toMatchObject({
      code: 'storage_full',
    });
    opfs.fault = null;
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
  });
  it('is fetched again where the browser evicts it half way', async () => {
    let opfs = new FakeOpfs();
    const store = new ModelStore(new OpfsArea(() => Promise.resolve(opfs.toDirectory())), { tuning });
    let evictions = 0;
    const onProgress = (held: number): void => {
      if (held < 500_000 || evictions > 0) return;
      evictions += 1;
      opfs.fault = 'gone';
      opfs = new FakeOpfs();
    };
    await store.fetch(file, { sources, signal, onProgress });
    expect(evictions).toBe(1);
    expect(await storedBytes(store)).toBe(file.sha256);
  });
});
