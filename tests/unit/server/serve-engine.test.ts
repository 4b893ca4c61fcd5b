import { expect, it } from 'vitest';
import { defaultConfig } from '../../../src/engines/kokoro/kokoro-engine.ts';
import { createModelCatalog } from '../../../src/models/catalog/model-catalog.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';
import { toSha256 } from '../../fixtures/model-files.ts';
import { serveStorage } from '../../fixtures/serve-storage.ts';
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
  const { engine, client } = serveStorage(baseUrl, { store, catalog });
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
