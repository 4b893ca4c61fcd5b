import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeniableArea } from '../../../../src/models/store/open-file-area.ts';
import { createMirror } from '../../../../src/models/store/model-sources.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { OpfsArea } from '../../../../src/models/store/opfs-area.ts';
import { FakeOpfs } from '../../../fixtures/fake-opfs.ts';
import { startFileServer, type FileServer } from '../../../fixtures/file-server.ts';
import { createBytes, createModelFile, toMirrorPath } from '../../../fixtures/model-files.ts';

const bytes = createBytes(300_000);
const file = createModelFile(bytes);
const { signal } = new AbortController();

let server: FileServer;
let denial: DOMException | null;
let store: ModelStore;

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startFileServer();
  server.files.set(toMirrorPath(file), bytes);
  denial = null;
  const directory = new FakeOpfs().toDirectory();
  const area = new OpfsArea(() => (denial === null ? Promise.resolve(directory) : Promise.reject(denial)));
  store = new ModelStore(new DeniableArea(area));
});

afterEach(() => {
  vi.restoreAllMocks();
  return server.close();
});

const fetchAgain = (): Promise<boolean> =>
  store.fetch(file, { sources: [createMirror(server.baseUrl)], signal });

it.each(['SecurityError', 'NotAllowedError'])('fetches into memory what it had, after a %s', async (name) => {
  expect(await fetchAgain()).toBe(true);
  expect([store.kind, await store.has(file)]).toEqual(['opfs', true]);
  denial = new DOMException('Storage is denied.', name);
  expect([await store.has(file), store.kind]).toEqual([false, 'memory']);
  expect(await fetchAgain()).toBe(true);
  expect((await store.check(file, signal))?.size).toBe(bytes.byteLength);
});

it('does not take another failure for a denial', async () => {
  denial = new DOMException('The disk is broken.', 'UnknownError');
  await expect(store.has(file)).rejects.toThrow('The disk is broken.');
  expect(store.kind).toBe('opfs');
});
