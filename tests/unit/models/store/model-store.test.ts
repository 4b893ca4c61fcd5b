import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileArea } from '../../../../src/models/store/file-area.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { createHub, createMirror, type ModelSource } from '../../../../src/models/store/model-sources.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { createCountingFetch } from '../../../fixtures/counting-fetch.ts';
import { startFileServer, type FileServer } from '../../../fixtures/file-server.ts';
import { createBytes, createModelFile, toMirrorPath, toSha256 } from '../../../fixtures/model-files.ts';

const bytes = createBytes(1_000_003);
const file = createModelFile(bytes);
const tuning = { pieceBytes: 65_536, laneCount: 3, retryDelaysMs: [1, 1, 1, 1, 1], stallTimeoutMs: 2000 };
/** The most that one read of a body gives. */
const CHUNK_BYTES = 65_536;
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

function createStore(fetchWith: typeof fetch = fetch): ModelStore {
  return new ModelStore(area, { tuning, fetch: fetchWith });
}

async function storedBytes(store: ModelStore): Promise<string> {
  const found = await store.check(file, signal);
  return found === null ? 'none' : toSha256(new Uint8Array(await found.arrayBuffer()));
}

describe('a file that is fetched', () => {
  it('comes whole, in parallel pieces, each byte once, and is not asked for again', async () => {
    const counting = createCountingFetch(bytes.byteLength);
    const store = createStore(counting.fetch);
    const progress: number[] = [];
    await store.fetch(file, { sources, signal, onProgress: (held) => progress.push(held) });
    expect(await storedBytes(store)).toBe(file.sha256);
    expect(counting.counts.every((count) => count === 1)).toBe(true);
    expect(server.requests.length).toBe(Math.ceil(bytes.byteLength / tuning.pieceBytes));
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(bytes.byteLength);
    await store.fetch(file, { sources, signal });
    expect(server.requests.length).toBe(Math.ceil(bytes.byteLength / tuning.pieceBytes));
  });

  it('comes whole from a server that knows no ranges', async () => {
    server.fault = () => ({ ignoreRange: true });
    const store = createStore();
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('comes whole from a server that knows no ranges and cuts the line once', async () => {
    let answers = 0;
    server.fault = () => ({ ignoreRange: true, ...(answers++ === 0 ? { cutAfterBytes: 300_000 } : {}) });
    const store = createStore();
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('is fetched once for callers that ask at the same time', async () => {
    const counting = createCountingFetch(bytes.byteLength);
    const store = createStore(counting.fetch);
    await Promise.all([1, 2, 3].map(() => store.fetch(file, { sources, signal })));
    expect(counting.counts.every((count) => count === 1)).toBe(true);
  });
});

describe('a line that is cut', () => {
  it('is taken up where it broke, at each of 20 random points, without a byte fetched twice', async () => {
    const cuts = createBytes(20, 7);
    const counting = createCountingFetch(bytes.byteLength);
    const store = createStore(counting.fetch);
    let answers = 0;
    server.fault = () => {
      answers += 1;
      const cut = answers <= 40 && answers % 2 === 0 ? cuts[answers / 2 - 1] : undefined;
      return cut === undefined ? {} : { cutAfterBytes: 1 + cut * 250 };
    };
    await store.fetch(file, { sources, signal });
    expect(await storedBytes(store)).toBe(file.sha256);
    expect(counting.counts.every((count) => count === 1)).toBe(true);
    expect(answers).toBeGreaterThan(20);
  });

  it('for good ends in words, keeps what came, and goes on from there', async () => {
    const counting = createCountingFetch(bytes.byteLength);
    let answers = 0;
    server.fault = () => (++answers > 5 ? { status: 503 } : {});
    const store = createStore(counting.fetch);
    await expect(store.fetch(file, { sources, signal })).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringContaining('HTTP 503') as string,
    });
    expect(counting.counts.some((count) => count === 1)).toBe(true);
    server.fault = () => ({});
    await createStore(counting.fetch).fetch(file, { sources, signal });
    expect(counting.counts.every((count) => count === 1)).toBe(true);
    expect(await storedBytes(store)).toBe(file.sha256);
  });

  it('lets the next source go on with the same file', async () => {
    const other = await startFileServer();
    other.files.set('owner/model/resolve/rev1/onnx/model.onnx', bytes);
    const counting = createCountingFetch(bytes.byteLength);
    let answers = 0;
    server.fault = () => (++answers > 5 ? { status: 404 } : {});
    const store = createStore(counting.fetch);
    await store.fetch(file, { sources: [...sources, createHub(other.baseUrl)], signal });
    expect(await storedBytes(store)).toBe(file.sha256);
    expect(counting.counts.every((count) => count === 1)).toBe(true);
    expect(other.requests.length).toBeGreaterThan(0);
    await other.close();
  });
});

describe('a fetch that is cancelled', () => {
  it('stops at once and goes on from there later', async () => {
    const counting = createCountingFetch(bytes.byteLength);
    const store = createStore(counting.fetch);
    const controller = new AbortController();
    const onProgress = (held: number): void => {
      if (held > 400_000) controller.abort();
    };
    await expect(store.fetch(file, { sources, signal: controller.signal, onProgress })).rejects.toMatchObject(
      { name: 'AbortError' },
    );
    const requestsBefore = server.requests.length;
    await store.fetch(file, { sources, signal });
    expect(server.requests.length).toBeGreaterThan(requestsBefore);
    expect(await storedBytes(store)).toBe(file.sha256);
    const refetched = counting.counts.reduce((sum, count) => sum + count - 1, 0);
    expect(refetched).toBeLessThanOrEqual(tuning.laneCount * tuning.pieceBytes);
  });
});

describe('a thread that is killed', () => {
  it('costs at most what was not committed, far less than the pieces in flight, at each of 20 random points', async () => {
    const points = createBytes(20, 3);
    const bigPieces = { ...tuning, pieceBytes: 300_000, commitBytes: 20_000 };
    for (const point of points) {
      area = new MemoryArea();
      const counting = createCountingFetch(bytes.byteLength);
      const killed = new ModelStore(refuseClosing(area), { tuning: bigPieces, fetch: counting.fetch });
      const controller = new AbortController();
      const killAt = Math.max(1, Math.round((point / 256) * bytes.byteLength));
      const onProgress = (held: number): void => {
        if (held >= killAt) controller.abort();
      };
      await expect(
        killed.fetch(file, { sources, signal: controller.signal, onProgress }),
      ).rejects.toMatchObject({ name: 'AbortError' });
      const store = createStore(counting.fetch);
      await store.fetch(file, { sources, signal });
      expect(await storedBytes(store)).toBe(file.sha256);
      const refetched = counting.counts.reduce((sum, count) => sum + count - 1, 0);
      // A chunk in each lane may have come and not have been written.
      expect(refetched).toBeLessThanOrEqual(bigPieces.commitBytes + tuning.laneCount * CHUNK_BYTES);
    }
  });
});

/** An area as a killed thread leaves it: nothing is committed on the way out. */
function refuseClosing(inner: FileArea): FileArea {
  return {
    kind: inner.kind,
    names: () => inner.names(),
    open: (name) => inner.open(name),
    handle: (name) => inner.handle(name),
    write: (name, content) => inner.write(name, content),
    remove: (name) => inner.remove(name),
    partBytes: (name) => inner.partBytes(name),
    partSizes: () => inner.partSizes(),
    openPart: async (name) => {
      const part = await inner.openPart(name);
      return new Proxy(part, {
        get: (target, key) => {
          if (key === 'close') return () => Promise.resolve();
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
    },
  };
}
