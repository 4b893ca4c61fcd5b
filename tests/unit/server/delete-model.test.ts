import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Dtype } from '../../../src/contract/engine-status.ts';
import { type ModelFile, toResolvePath } from '../../../src/models/catalog/model-catalog-entry.ts';
import { createModelCatalog, type ModelCatalog } from '../../../src/models/catalog/model-catalog.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { createMirror } from '../../../src/models/store/model-sources.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';
import { onAbort } from '../../../src/std/abort.ts';
import { createDeferred, type Deferred } from '../../../src/std/deferred.ts';
import type { OpenedHearing } from '../../../src/server/serve-engine.ts';
import type { FileServer } from '../../fixtures/file-server.ts';
import { serveStorage, type ServedStorage } from '../../fixtures/serve-storage.ts';
import { startToneServer } from '../../fixtures/tone-server.ts';

const { signal } = new AbortController();
const MODEL = 'kokoro-82m';
const toPath = (file: ModelFile): string => `models/${toResolvePath(file)}`;

let server: FileServer;
let client: ServedStorage['client'];
/** Resolves when the weights are asked for, which never come. */
let asked: Deferred<void>;
let store: ModelStore;
/** What left memory, and before what. */
let left: string[];
let catalog: ModelCatalog;

beforeEach(async () => {
  asked = createDeferred();
  server = await startToneServer();
  const { models } = JSON.parse(new TextDecoder().decode(server.files.get('models/catalog.json'))) as {
    models: { readonly weights: Readonly<Record<Dtype, object>> }[];
  };
  const { weights } = models[0]!;
  const fp32 = { ...weights.fp32, sha256: 'f'.repeat(64) };
  const ears = { ...models[0], id: 'ears', kind: 'hearing', aliases: [], weights: { ...weights, fp32 } };
  const catalogFile = JSON.stringify({ models: [...models, ears] });
  server.files.set('models/catalog.json', new TextEncoder().encode(catalogFile));
  store = new ModelStore(new MemoryArea(), {
    fetch: (input, init) => {
      if (!new Request(input).url.endsWith('.onnx')) return fetch(input, init);
      asked.resolve();
      return new Promise((_, reject) => {
        onAbort(init!.signal!, () => reject(init!.signal!.reason as Error));
      });
    },
  });
  catalog = createModelCatalog({ baseUrl: server.baseUrl });
  left = [];
  const withoutModel: OpenedHearing['withoutModel'] = ({ model }, deleteFiles) =>
    deleteFiles(async () => {
      const parts = await store.listUnverified();
      const files = [...(await store.list()), ...parts];
      left.push(`${model} before ${files.length > 0 ? 'its files' : 'nothing'}`);
    });
  ({ client } = serveStorage(server.baseUrl, { store, catalog, hearing: { withoutModel } }));
});

afterEach(async () => {
  client.dispose();
  await server.close();
});

it.each([
  ['to speak', MODEL, () => client.call('load', undefined, { signal })],
  ['to hear', 'ears', () => client.call('fetchModel', { model: 'ears' }, { signal })],
])(
  'ends the download of a model that is fetched %s, and leaves nothing of it',
  async (_, model, fetching) => {
    const fetched = expect(fetching()).rejects.toMatchObject({ name: 'AbortError' });
    await asked.promise;
    const deleted = client.call('deleteModel', { model }, { signal });
    const seen = client.call('storage', undefined, { signal });
    await fetched;
    expect(await deleted).toMatchObject({ files: [] });
    expect(await seen).toMatchObject({ files: [] });
  },
);

it('takes nothing that has come of a download that another page pauses', async () => {
  const fetching = client.call('fetchModel', { model: 'ears', dtype: 'q8' }, { signal });
  const ended = expect(fetching).rejects.toMatchObject({ name: 'AbortError' });
  await asked.promise;
  await client.call('pauseFetch', { model: 'ears' }, { signal });
  await ended;
  expect((await client.call('storage', undefined, { signal })).files).not.toEqual([]);
});

it.each([
  ['of another data type', { model: 'ears', dtype: 'q8' }],
  ['of the best data type, for none was named', { model: 'ears' }],
] as const)('leaves what is fetched %s, with its small files', async (_, selection) => {
  const fetching = client.call('fetchModel', selection, { signal });
  const ended = expect(fetching).rejects.toMatchObject({ name: 'AbortError' });
  await asked.promise;
  const seen = await client.call('deleteModel', { model: 'ears', dtype: 'fp32' }, { signal });
  expect(seen.files).not.toEqual([]);
  expect(await client.call('deleteModel', { model: 'ears', dtype: 'q8' }, { signal })).toMatchObject({
    files: [],
  });
  await ended;
});

it('is refused, and holds up nothing, while another page fetches a file that is to go', async () => {
  const { models } = await catalog.read(signal);
  const file = models.find(({ id }) => id === 'ears')!.weights.get('q8')![0]!;
  const other = new AbortController();
  const fetching = store.fetch(file, { sources: [createMirror(server.baseUrl)], signal: other.signal });
  await asked.promise;
  await expect(client.call('deleteModel', { model: 'ears' }, { signal })).rejects.toMatchObject({
    code: 'model_loading',
  });
  expect(await client.call('storage', undefined, { signal })).toMatchObject({ kind: 'memory' });
  expect(left).toEqual([]);
  other.abort();
  await expect(fetching).rejects.toMatchObject({ name: 'AbortError' });
  await store.import(file, new Blob([new Uint8Array(server.files.get(toPath(file))!)]), signal);
  expect(await client.call('deleteModel', { model: 'ears' }, { signal })).toMatchObject({ files: [] });
  expect(left).toEqual(['ears before its files']);
});
