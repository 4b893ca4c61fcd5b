import { expect, it } from 'vitest';
import { defaultConfig } from '../../../src/engines/kokoro/kokoro-engine.ts';
import { createModelCatalog } from '../../../src/models/catalog/model-catalog.ts';
import { ModelDownloads } from '../../../src/models/model-downloads.ts';
import { ModelStorage } from '../../../src/models/model-storage.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';
import { serveEngine, type OpenedHearing } from '../../../src/server/serve-engine.ts';
import type { EngineCalls, ModelStorageCalls } from '../../../src/wire/engine.protocol.ts';
import { createRpcClient } from '../../../src/wire/rpc.ts';
import { createNodeRegistry } from '../../fixtures/node-engine.ts';
import { toSha256 } from '../../fixtures/model-files.ts';
import { startToneServer } from '../../fixtures/tone-server.ts';
import { createTwin } from '../../fixtures/twin-model.ts';

it('counts what an import took in before it was called off', async () => {
  const server = await startToneServer();
  const { baseUrl, files } = server;
  const twin = createTwin(new TextDecoder().decode(files.get('models/catalog.json')));
  files.set('models/catalog.json', new TextEncoder().encode(twin.catalog));
  const area = new MemoryArea();
  const store = new ModelStore(area);
  const catalog = createModelCatalog({ baseUrl });
  const builtIn = { synthesize: () => Promise.reject(new Error('unused')) };
  const engine = createNodeRegistry(baseUrl, { builtIn, kokoro: { store }, onStatus: () => undefined });
  const fetchRuntime = (): Promise<void> => Promise.resolve();
  const { port1, port2 } = new MessageChannel();
  serveEngine(port2, () =>
    Promise.resolve({
      ...{ engine, hearing: {} as OpenedHearing },
      storage: new ModelStorage(catalog, store, fetchRuntime),
      downloads: new ModelDownloads({ catalog, store, baseUrl, fetchRuntime, onProgress: () => undefined }),
    }),
  );
  const client = createRpcClient<EngineCalls & ModelStorageCalls>(port1);
  const { signal } = new AbortController();
  expect(await client.call('configure', defaultConfig, { signal })).toMatchObject({
    stored: false,
  });
  const stop = new AbortController();
  const open = area.openPart.bind(area);
  area.openPart = async (name) => {
    if (name === toSha256(twin.weights)) stop.abort();
    return open(name);
  };
  const given = [...files.values(), twin.weights].map((bytes) => new File([new Uint8Array(bytes)], 'x'));
  await expect(client.call('importFiles', given, { signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  await expect.poll(() => engine.status().stored).toBe(true);
  client.dispose();
  await server.close();
});
