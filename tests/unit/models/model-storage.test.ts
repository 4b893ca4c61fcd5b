import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelCatalog } from '../../../src/models/catalog/model-catalog.ts';
import { ModelStorage } from '../../../src/models/model-storage.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { createMirror } from '../../../src/models/store/model-sources.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';
import { startFileServer, type FileServer } from '../../fixtures/file-server.ts';
import { createBytes, createModelFile, toSha256 } from '../../fixtures/model-files.ts';

const { signal } = new AbortController();
const config = createBytes(40, 1);
const fp32 = createBytes(3000, 2);
const q8 = createBytes(1000, 3);
const root = 'o/r/resolve/v1';

let server: FileServer;
let area: MemoryArea;
let store: ModelStore;
let storage: ModelStorage;
let fetchRuntime: () => Promise<void>;
let runtimeCount: number;

beforeEach(async () => {
  server = await startFileServer();
  const entry = (bytes: Uint8Array): object => ({ bytes: bytes.byteLength, sha256: toSha256(bytes) });
  const catalog = {
    models: [
      {
        id: 'kokoro-82m',
        repo: 'o/r',
        revision: 'v1',
        files: { 'config.json': entry(config) },
        weights: {
          fp32: { path: 'onnx/model.onnx', ...entry(fp32) },
          q8: { path: 'onnx/q8.onnx', ...entry(q8) },
        },
      },
    ],
  };
  server.files.set('models/catalog.json', new TextEncoder().encode(JSON.stringify(catalog)));
  area = new MemoryArea();
  store = new ModelStore(area);
  runtimeCount = 0;
  fetchRuntime = () => {
    runtimeCount += 1;
    return Promise.resolve();
  };
  const catalogOfServer = createModelCatalog({ baseUrl: server.baseUrl });
  storage = new ModelStorage(catalogOfServer, store, () => fetchRuntime());
});

afterEach(() => server.close());

function toFile(bytes: Uint8Array<ArrayBuffer>, name: string): File {
  return new File([bytes], name);
}

const all = [toFile(config, 'a.json'), toFile(fp32, 'download (1)'), toFile(q8, 'q8.onnx')];

async function storedPaths(): Promise<string[]> {
  return (await storage.report(signal)).files.map(({ path }) => path);
}

describe('files that the user gives', () => {
  it('are known by their hash, whatever their names', async () => {
    const report = await storage.import(all, signal);
    expect(report.refused).toEqual([]);
    expect(report.imported).toEqual([
      { name: 'a.json', model: 'kokoro-82m', path: 'config.json' },
      { name: 'download (1)', model: 'kokoro-82m', path: 'onnx/model.onnx' },
      { name: 'q8.onnx', model: 'kokoro-82m', path: 'onnx/q8.onnx' },
    ]);
    expect(await storedPaths()).toEqual(['config.json', 'onnx/model.onnx', 'onnx/q8.onnx']);
  });

  it('that are wrong are refused one by one, with what was expected and what came', async () => {
    const wrong = q8.slice();
    wrong[7]! ^= 1;
    const report = await storage.import(
      [toFile(wrong, 'q8.onnx'), toFile(createBytes(5), 'notes.txt'), toFile(config, 'config.json')],
      signal,
    );
    expect(report.imported.map(({ path }) => path)).toEqual(['config.json']);
    expect(report.refused.map(({ name }) => name)).toEqual(['q8.onnx', 'notes.txt']);
    expect(report.refused[0]?.reason).toContain(toSha256(wrong));
    expect(report.refused[0]?.reason).toContain(toSha256(q8));
    expect(await storedPaths()).toEqual(['config.json']);
  });

  it('bring what they are run with, and are in even where that cannot be had', async () => {
    await storage.import([toFile(createBytes(5), 'notes.txt')], signal);
    expect(runtimeCount).toBe(0);
    await storage.import([toFile(config, 'config.json')], signal);
    expect(runtimeCount).toBe(1);
    fetchRuntime = () => Promise.reject(new TypeError('no network'));
    const report = await storage.import([toFile(q8, 'q8.onnx')], signal);
    expect(report.imported.map(({ path }) => path)).toEqual(['onnx/q8.onnx']);
  });

  it('are each taken or refused, also where one does not fit or cannot be read', async () => {
    const open = area.openPart.bind(area);
    area.openPart = async (name) => {
      const part = await open(name);
      const failure = { [toSha256(fp32)]: 'QuotaExceededError', [toSha256(config)]: 'NotReadableError' }[
        name
      ];
      if (failure !== undefined) part.write = () => Promise.reject(new DOMException('It failed.', failure));
      return part;
    };
    const report = await storage.import([toFile(fp32, 'fp32'), ...all], signal);
    expect(report.imported.map(({ path }) => path)).toEqual(['onnx/q8.onnx']);
    expect(report.refused).toMatchObject([
      { name: 'fp32', reason: expect.stringContaining('no room') as string },
      { name: 'a.json', reason: 'It failed.' },
      { name: 'download (1)', reason: expect.stringContaining('no room') as string },
    ]);
    expect(runtimeCount).toBe(1);
  });
});

describe('a removal', () => {
  it('of one data type keeps what the other needs', async () => {
    await storage.import(all, signal);
    await storage.remove({ model: 'kokoro-82m', dtype: 'fp32' }, { signal });
    expect(await storedPaths()).toEqual(['config.json', 'onnx/q8.onnx']);
    await storage.remove({ model: 'kokoro-82m', dtype: 'q8' }, { signal });
    expect(await storedPaths()).toEqual([]);
  });

  it('of a model takes all of it, a broken-off download too', async () => {
    await storage.import(all.slice(0, 2), signal);
    const part = await area.openPart(toSha256(q8));
    await part.write(0, q8.slice(0, 400));
    await part.close();
    const { files } = await storage.report(signal);
    expect(files.find(({ dtype }) => dtype === 'q8')).toMatchObject({ bytes: 1000, heldBytes: 400 });
    await storage.remove({ model: 'kokoro-82m' }, { signal });
    expect(await storedPaths()).toEqual([]);
    expect(await area.names()).toEqual([]);
  });
});

describe('a file that no model knows any more', () => {
  it('is shown and can be removed', async () => {
    const old = createModelFile(createBytes(77, 9), 'onnx/old.onnx');
    server.files.set(`models/owner/model/resolve/rev1/${old.path}`, createBytes(77, 9));
    await store.fetch(old, { sources: [createMirror(server.baseUrl)], signal });
    const { files } = await storage.report(signal);
    expect(files).toMatchObject([{ model: null, path: 'onnx/old.onnx', bytes: 77, heldBytes: 77 }]);
    await storage.removeFile(old.sha256);
    expect(await storedPaths()).toEqual([]);
  });

  it('is shown in part, too, or where its note is gone', async () => {
    const [part, whole] = [toSha256(createBytes(300, 8)), toSha256(createBytes(200, 8))];
    const broken = await area.openPart(part);
    await broken.write(0, createBytes(150, 8));
    await broken.close();
    await area.write(whole, createBytes(200, 8));
    await area.write('mirror-catalog.txt', new Uint8Array(9));
    const { files } = await storage.report(signal);
    expect(files).toMatchObject([
      { model: null, sha256: part, bytes: 150, heldBytes: 150 },
      { model: null, sha256: whole, bytes: 200, heldBytes: 200 },
    ]);
    for (const { sha256 } of files) await storage.removeFile(sha256);
    expect(await storedPaths()).toEqual([]);
    expect(await area.names()).toEqual(['mirror-catalog.txt']);
  });
});

describe('an export', () => {
  it('gives the files as a mirror lays them out', async () => {
    await storage.import(all, signal);
    const files = await storage.export({ model: 'kokoro-82m', dtype: 'fp32' }, signal);
    expect(files.map(({ path }) => path)).toEqual([`${root}/config.json`, `${root}/onnx/model.onnx`]);
    const hashes = await Promise.all(
      files.map(async ({ blob }) => toSha256(new Uint8Array(await blob.arrayBuffer()))),
    );
    expect(hashes).toEqual([toSha256(config), toSha256(fp32)]);
  });
});
