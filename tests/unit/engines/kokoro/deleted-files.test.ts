import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { defaultConfig, type KokoroEngine } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import type { KokoroEngineParts } from '../../../../src/engines/kokoro/kokoro-engine-parts.ts';
import { createOrtSession } from '../../../../src/engines/kokoro/session/ort-session.ts';
import type { CreateSession } from '../../../../src/engines/kokoro/session/session.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, plainEnvironment, toneJob } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

let server: FileServer;
let engine: KokoroEngine;
let store: ModelStore;

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startToneServer();
});

afterEach(() => engine.unload());

afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

function open(parts: Partial<KokoroEngineParts>): void {
  store = new ModelStore(new MemoryArea());
  engine = createNodeEngine(server.baseUrl, { store, ...parts });
  server.requests.length = 0;
}

/** As another tab, or the browser in want of room, does it. */
async function removeFiles(): Promise<void> {
  for (const file of await store.list()) await store.remove(file);
}

const countFetches = (): number => server.requests.filter(({ path }) => path.includes('/resolve/')).length;

describe('a model whose files are gone', () => {
  it.each([
    ['there is room for two sessions', plainEnvironment],
    ['there is not', { ...plainEnvironment, memoryGigabytes: 2 }],
  ])('speaks on where %s, and nothing is fetched for a fresh one', async (_, environment) => {
    const started: string[] = [];
    const createSession: CreateSession = (options, given) => {
      started.push(options.device);
      return createOrtSession(options, given);
    };
    open({ environment, createSession, recycleRuns: 2 });
    await engine.load(signal);
    await removeFiles();
    const fetched = countFetches();
    const warned = vi.mocked(console.warn).mockClear();
    for (let count = 1; count <= 4; count += 1) {
      const { samples } = await engine.synthesize(toneJob, signal);
      expect(decodeTones(samples)).toEqual([50, 83, 54, 57]);
      await expect.poll(() => warned.mock.calls.length, { timeout: 180_000 }).toBe(Math.floor(count / 2));
    }
    const failure = expect.objectContaining({ code: 'model_unavailable' }) as unknown;
    expect(warned).toHaveBeenLastCalledWith('A fresh session could not be started', failure);
    expect({ started, fetched: countFetches() }).toEqual({ started: ['wasm'], fetched });
    expect(engine.status()).toMatchObject({ state: 'ready' });
  });

  it('is not tried on a GPU, which is not at fault', async () => {
    open({
      environment: { ...plainEnvironment, hasWebGpu: true },
      findGpu: () => Promise.resolve({ name: 'pretended gpu', isSoftware: true }),
    });
    await engine.load(signal);
    await removeFiles();
    const fetched = countFetches();
    const warned = vi.mocked(console.warn).mockClear();
    await engine.configure({ ...defaultConfig, device: 'webgpu' }, signal);
    await expect.poll(() => warned.mock.calls.length, { timeout: 180_000 }).toBe(1);
    expect(engine.status()).toMatchObject({ state: 'ready', device: 'wasm', checks: [] });
    expect(countFetches()).toBe(fetched);
  });

  it.each([
    ['once', 'is fetched again', { deletions: 1, error: null }],
    ['each time', 'fails once it was fetched again', { deletions: 2, error: 'model_unavailable' }],
  ])('while it starts, %s, %s', async (_, __, { deletions, error }) => {
    open({});
    await engine.load(signal);
    await engine.unload();
    const fetched = countFetches();
    let deleted = 0;
    // As a session of the browser's does that opens a file which is gone.
    const createSession: CreateSession = async (options, given) => {
      if (deleted < deletions) {
        deleted += 1;
        await looked;
        await removeFiles();
        throw new DOMException('The file is gone.', 'NotFoundError');
      }
      return createOrtSession(options, given);
    };
    // The file is looked through to its end before it goes.
    const isSound = store.isSound.bind(store);
    let looked: Promise<unknown> = Promise.resolve();
    vi.spyOn(store, 'isSound').mockImplementation((...given) => {
      const looking = isSound(...given);
      looked = looking;
      return looking;
    });
    engine = createNodeEngine(server.baseUrl, { store, createSession });
    const end = await engine.load(signal).catch((failure: unknown) => failure);
    expect(end).toMatchObject(error === null ? { state: 'ready' } : { code: error });
    expect(countFetches()).toBe(2 * fetched);
  });
});
