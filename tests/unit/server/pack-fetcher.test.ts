import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PackProgress } from '../../../src/contract/engine-status.ts';
import { createPackFetcher } from '../../../src/server/pack-fetcher.ts';
import { packFiles } from '../../../src/phonemes/packs/packs.ts';
import { readPack } from '../../fixtures/read-pack.ts';
import { type FileServer, startFileServer } from '../../fixtures/file-server.ts';

const path = `g2p/${packFiles['english-heteronyms'].file}`;
let server: FileServer;
let pack: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  pack = await readPack('english-heteronyms');
  server = await startFileServer();
});

beforeEach(() => {
  server.files.set(path, pack);
  server.requests.length = 0;
  server.fault = () => ({});
});

afterAll(() => server.close());

describe('a pack', () => {
  it('is fetched as it is', async () => {
    expect(await createPackFetcher(server.baseUrl)('english-heteronyms')).toEqual(pack);
    expect(server.requests.map((request) => request.path)).toEqual([path]);
  });

  it('reports how far it has come, up to its end', async () => {
    const seen: PackProgress[] = [];
    await createPackFetcher(server.baseUrl, (progress) => seen.push(progress))('english-heteronyms');
    const { byteLength } = packFiles['english-heteronyms'];
    expect(seen[0]).toEqual({
      name: 'english-heteronyms',
      state: 'downloading',
      loadedBytes: 0,
      totalBytes: byteLength,
    });
    const counts = seen.map(({ loadedBytes }) => loadedBytes);
    expect(counts).toEqual(counts.toSorted((one, other) => one - other));
    expect(seen.at(-2)).toMatchObject({ state: 'downloading', loadedBytes: byteLength });
    expect(seen.at(-1)).toMatchObject({ state: 'ready', loadedBytes: byteLength });
  });

  it('reports that it failed', async () => {
    server.files.delete(path);
    const states: string[] = [];
    const load = createPackFetcher(server.baseUrl, ({ state }) => states.push(state));
    await expect(load('english-heteronyms')).rejects.toThrow('404');
    expect(states).toEqual(['downloading', 'failed']);
  });

  it('that came broken is asked for once more', async () => {
    server.fault = () => ({ page: server.requests.length === 1 });
    expect(await createPackFetcher(server.baseUrl)('english-heteronyms')).toEqual(pack);
  });

  it('that stays broken is refused', async () => {
    server.files.set(path, new Uint8Array(10));
    await expect(createPackFetcher(server.baseUrl)('english-heteronyms')).rejects.toThrow('another hash');
    expect(server.requests).toHaveLength(2);
  });

  it('that is not there is refused', async () => {
    server.files.delete(path);
    await expect(createPackFetcher(server.baseUrl)('english-heteronyms')).rejects.toThrow('404');
  });
});
