import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelCatalog, findModel } from '../../../src/models/catalog/model-catalog.ts';
import { fetchModel } from '../../../src/models/fetch-model.ts';
import { ModelStorage } from '../../../src/models/model-storage.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { createMirror } from '../../../src/models/store/model-sources.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';
import { startFileServer, type FileServer } from '../../fixtures/file-server.ts';
import { createBytes, toSha256 } from '../../fixtures/model-files.ts';

const { signal } = new AbortController();
const root = 'o/ear/resolve/v1';
const config = createBytes(40, 1);
const encoder = createBytes(3000, 2);
const decoder = createBytes(2000, 3);
const files = { 'config.json': config, 'onnx/encoder.onnx': encoder, 'onnx/decoder.onnx': decoder };

let server: FileServer;
let store: ModelStore;
let storage: ModelStorage;
/** Bytes held and to be held, as they were reported. */
let progress: (readonly [number, number])[];

beforeEach(async () => {
  server = await startFileServer();
  const facts = (bytes: Uint8Array): object => ({ bytes: bytes.byteLength, sha256: toSha256(bytes) });
  const hearing = {
    id: 'ear',
    kind: 'hearing',
    repo: 'o/ear',
    revision: 'v1',
    files: { 'config.json': facts(config) },
    weights: {
      q8: {
        files: [
          { path: 'onnx/encoder.onnx', ...facts(encoder) },
          { path: 'onnx/decoder.onnx', ...facts(decoder) },
        ],
      },
    },
  };
  const catalog = JSON.stringify({ models: [hearing] });
  server.files.set('models/catalog.json', new TextEncoder().encode(catalog));
  for (const [path, bytes] of Object.entries(files)) server.files.set(`models/${root}/${path}`, bytes);
  store = new ModelStore(new MemoryArea(), { tuning: { retryDelaysMs: [1] } });
  storage = new ModelStorage(createModelCatalog({ baseUrl: server.baseUrl }), store, () => Promise.resolve());
  progress = [];
});

afterEach(() => server.close());

async function fetchEar(): Promise<readonly Blob[]> {
  const { models } = await createModelCatalog({ baseUrl: server.baseUrl }).read(signal);
  const model = findModel(models, 'ear');
  const weights = model.weights.get('q8') ?? [];
  await fetchModel(
    { files: model.files, weights },
    {
      store,
      sources: [createMirror(server.baseUrl)],
      onProgress: (loadedBytes, totalBytes) => void progress.push([loadedBytes, totalBytes]),
      signal,
    },
  );
  return Promise.all(weights.map(async (file) => (await store.open(file))!));
}

async function heldFiles(): Promise<[string, number][]> {
  const { files: held } = await storage.report(signal);
  return held.map(({ path, heldBytes }) => [path, heldBytes]);
}

describe('a model with several weight files', () => {
  it('is fetched whole, counted together, and given in order', async () => {
    const blobs = await fetchEar();
    const hashes = await Promise.all(blobs.map(async (blob) => toSha256(await blob.bytes())));
    expect(hashes).toEqual([toSha256(encoder), toSha256(decoder)]);
    expect(progress.at(-1)).toEqual([5040, 5040]);
    expect(progress.every(([, total]) => total === 5040)).toBe(true);
    const { files: held } = await storage.report(signal);
    expect(held.map(({ kind, dtype, path }) => [kind, dtype, path])).toEqual([
      ['hearing', null, 'config.json'],
      ['hearing', 'q8', 'onnx/encoder.onnx'],
      ['hearing', 'q8', 'onnx/decoder.onnx'],
    ]);
  });

  it.each([
    ['hash', createBytes(2000, 9)],
    ['size', createBytes(1999, 3)],
  ])(
    'of which one has a wrong %s is refused by the name of that file, and the others stay',
    async (_, bytes) => {
      server.files.set(`models/${root}/onnx/decoder.onnx`, bytes);
      await expect(fetchEar()).rejects.toThrow(/onnx\/decoder\.onnx/);
      expect(await heldFiles()).toEqual([
        ['config.json', 40],
        ['onnx/encoder.onnx', 3000],
        ['onnx/decoder.onnx', 0],
      ]);
    },
  );

  it('is imported file by file, exported as a mirror has it, and deleted together', async () => {
    const given = [new File([decoder], 'a'), new File([config], 'b'), new File([encoder], 'c')];
    const { imported, refused } = await storage.import(given, signal);
    expect(refused).toEqual([]);
    expect(imported.map(({ model, path }) => `${model} ${path}`).sort()).toEqual(
      Object.keys(files)
        .map((path) => `ear ${path}`)
        .sort(),
    );
    const exported = await storage.export({ model: 'ear', dtype: 'q8' }, signal);
    expect(exported.map(({ path }) => path)).toEqual(Object.keys(files).map((path) => `${root}/${path}`));
    await storage.remove({ model: 'ear', dtype: 'q8' }, { signal });
    expect(await heldFiles()).toEqual([]);
  });

  it('is refused on import where a file of its name has other bytes', async () => {
    const { refused } = await storage.import([new File([createBytes(2000, 9)], 'decoder.onnx')], signal);
    expect(refused[0]?.reason).toContain('onnx/decoder.onnx of ear');
  });
});

describe('models that share files', () => {
  const [own, twin] = [createBytes(41, 4), createBytes(2100, 5)];
  const facts = (bytes: Uint8Array): object => ({ bytes: bytes.byteLength, sha256: toSha256(bytes) });
  const toEntry = (id: string, small: Uint8Array, parts: readonly Uint8Array[]): object => ({
    ...{ id, kind: 'hearing', repo: `o/${id}`, revision: 'v1' },
    files: { 'config.json': facts(small), 'tokenizer.json': facts(config) },
    weights: { q8: { files: parts.map((bytes, index) => ({ path: `${index}.onnx`, ...facts(bytes) })) } },
  });

  async function importModels(entries: readonly object[], bytes: readonly Uint8Array<ArrayBuffer>[]) {
    server.files.set('models/catalog.json', new TextEncoder().encode(JSON.stringify({ models: entries })));
    await storage.import(
      bytes.map((content) => new File([content], 'x')),
      signal,
    );
  }

  async function heldModels(): Promise<readonly string[]> {
    const { files: held } = await storage.report(signal);
    return [...new Set(held.map(({ model, bytes, heldBytes }) => `${model} ${bytes === heldBytes}`))];
  }

  it.each([
    ['small ones', toEntry('tiny', own, [createBytes(900, 6)]), [own, createBytes(900, 6)]],
    ['weights, in part', toEntry('tiny', own, [encoder, twin]), [own, twin]],
    ['all but a small one', toEntry('tiny', own, [encoder, decoder]), [own]],
  ])('%s: the deletion of one leaves the other whole, and of both nothing', async (_, tiny, tinysOwn) => {
    // Shares the small file, and nothing of its own is stored.
    const small = toEntry('small', createBytes(50, 7), [createBytes(1200, 8)]);
    const base = toEntry('base', createBytes(42, 9), [encoder, decoder]);
    const basesOwn = [createBytes(42, 9), config, encoder, decoder];
    await importModels([tiny, base, small], [...tinysOwn, ...basesOwn]);
    expect(await heldModels()).toEqual(['tiny true', 'base true']);
    await storage.remove({ model: 'tiny' }, { signal });
    expect(await heldModels()).toEqual(['base true']);
    expect(await storage.export({ model: 'base' }, signal)).toHaveLength(4);
    await storage.remove({ model: 'base', dtype: 'q8' }, { signal });
    expect(await store.list()).toEqual([]);
  });

  it('all of them: either name deletes them', async () => {
    const entries = [toEntry('ear', own, [encoder]), toEntry('alias', own, [encoder])];
    await importModels(entries, [own, config, encoder]);
    expect(await heldModels()).toEqual(['ear true', 'alias true']);
    await storage.remove({ model: 'alias' }, { signal });
    expect(await store.list()).toEqual([]);
  });
});
