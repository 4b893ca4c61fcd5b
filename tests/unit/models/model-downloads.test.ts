import { describe, expect, it } from 'vitest';
import type { ModelDownload } from '../../../src/contract/model-storage.ts';
import type { ModelEntry, ModelFile } from '../../../src/models/catalog/model-catalog-entry.ts';
import { ModelDownloads } from '../../../src/models/model-downloads.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';

const signal = new AbortController().signal;

async function toFile(path: string): Promise<ModelFile> {
  const bytes = new TextEncoder().encode(path);
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  return { path, repo: 'a/b', revision: '1', bytes: bytes.length, sha256 };
}

async function setUp(missing: readonly string[] = []) {
  const files = [await toFile('config.json')];
  const weights = [await toFile('encoder.onnx'), await toFile('decoder.onnx')];
  const shared = { aliases: [], license: 'MIT', created: 0, ownedBy: 'us', files };
  const models: readonly ModelEntry[] = [
    {
      ...{ ...shared, id: 'ear', kind: 'hearing', name: 'Ear' },
      weights: new Map([
        ['fp16', weights],
        ['q8', weights],
      ]),
    },
    { ...shared, id: 'mouth', kind: 'speech', name: 'Mouth', weights: new Map([['q8', weights]]) },
  ];
  const asked: string[] = [];
  const store = new ModelStore(new MemoryArea(), {
    tuning: { retryDelaysMs: [] },
    fetch: (input) => {
      const { url } = new Request(input);
      const path = url.slice(url.lastIndexOf('/') + 1);
      asked.push(url);
      const isMissing = missing.includes(path);
      return Promise.resolve(new Response(isMissing ? null : path, { status: isMissing ? 404 : 200 }));
    },
  });
  const progress: ModelDownload[] = [];
  let runtimeCount = 0;
  const downloads = new ModelDownloads({
    catalog: {
      read: () => Promise.resolve({ models, hasMirror: true }),
      readKnown: () => Promise.resolve({ models, hasMirror: true }),
      find: () => Promise.reject(new Error('unused')),
      listModels: () => Promise.resolve([]),
    },
    store,
    baseUrl: 'http://localhost/',
    fetchRuntime: () => {
      runtimeCount += 1;
      return Promise.resolve();
    },
    onProgress: (download) => progress.push(download),
    hubUrl: null,
  });
  return { downloads, progress, asked, runtimeCount: () => runtimeCount };
}

describe('downloads of models that do not speak', () => {
  it('offer them with their size, in what can be run, and not those that speak', async () => {
    const { downloads } = await setUp();
    expect(await downloads.offers(signal)).toEqual([
      { model: 'ear', name: 'Ear', kind: 'hearing', dtype: 'q8', bytes: 35, heldBytes: 0 },
    ]);
  });

  it('fetch every file, tell how far they are, and bring what the model is run with', async () => {
    const { downloads, progress, asked, runtimeCount } = await setUp();
    await downloads.fetch({ model: 'ear', dtype: 'q8' }, signal);
    expect(asked.map((url) => new URL(url).pathname)).toEqual([
      '/models/a/b/resolve/1/config.json',
      '/models/a/b/resolve/1/encoder.onnx',
      '/models/a/b/resolve/1/decoder.onnx',
    ]);
    const all = { model: 'ear', loadedBytes: 35, totalBytes: 35 };
    expect(progress.slice(-2)).toEqual([all, { ...all, isOver: true }]);
    expect(runtimeCount()).toBe(1);
    expect((await downloads.offers(signal))[0]?.heldBytes).toBe(35);
  });

  it('keep what has come of one that fails', async () => {
    const { downloads, progress } = await setUp(['decoder.onnx']);
    await expect(downloads.fetch({ model: 'ear' }, signal)).rejects.toMatchObject({
      code: 'model_unavailable',
    });
    expect(progress.at(-1)).toMatchObject({ model: 'ear', isOver: true });
    expect((await downloads.offers(signal))[0]?.heldBytes).toBe(23);
  });

  it('offer a model of which only small files are there, as those of another, as one that is not begun', async () => {
    const { downloads } = await setUp(['encoder.onnx']);
    await expect(downloads.fetch({ model: 'ear' }, signal)).rejects.toThrow();
    expect((await downloads.offers(signal))[0]?.heldBytes).toBe(0);
  });

  it('refuse a model that speaks, one that nobody knows, and what cannot be run', async () => {
    const { downloads } = await setUp();
    for (const selection of [
      { model: 'mouth' },
      { model: 'nose' },
      { model: 'ear', dtype: 'fp16' },
    ] as const) {
      await expect(downloads.fetch(selection, signal)).rejects.toMatchObject({ code: 'model_not_found' });
    }
  });
});
