import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
