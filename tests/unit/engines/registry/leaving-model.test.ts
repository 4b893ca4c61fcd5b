import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { defaultConfig } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import type { CreateSession } from '../../../../src/engines/kokoro/session/session.ts';
import type { EngineRegistry } from '../../../../src/engines/registry/engine-registry.ts';
import { MachineArbiter } from '../../../../src/engines/registry/machine-arbiter.ts';
import { createModelCatalog, type ModelCatalog } from '../../../../src/models/catalog/model-catalog.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { nextTurn } from '../../../../src/std/next-turn.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeRegistry, plainEnvironment, toneJob } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';
import { createTwin, TWIN_MODEL } from '../../../fixtures/twin-model.ts';

const { signal } = new AbortController();
const MODEL = 'kokoro-82m';
const job = { ...toneJob, model: MODEL };

let server: FileServer;
let store: ModelStore;
let registry: EngineRegistry;
let living: number;
let mostLiving: number;
/** What each run, and each release, waits for. */
let run: () => Promise<void>;
let release: () => Promise<void>;
/** What the browser waits for before it says that it has no GPU, without which there is no plan. */
let askGpu: () => Promise<void>;
let onStatus: (status: EngineStatus) => void;

/** Sessions without a model, which say nothing and take no time. */
const createSession: CreateSession = () => {
  living += 1;
  mostLiving = Math.max(mostLiving, living);
  return Promise.resolve({
    ...{ device: 'wasm', threads: 1, generator: null, isSplit: false },
    run: async ({ tokenIds }) => {
      await run();
      const samples = new Float32Array(600 * tokenIds.length).fill(0.1);
      return { samples, durations: new Int32Array(tokenIds.length).fill(1) };
    },
    release: async () => {
      await release();
      living -= 1;
    },
  });
};

/** As many turns as a load takes that finds everything in memory. */
async function letLoadsGoOn(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await nextTurn();
}

beforeAll(async () => {
  server = await startToneServer();
  const twin = createTwin(new TextDecoder().decode(server.files.get('models/catalog.json')));
  server.files.set('models/catalog.json', new TextEncoder().encode(twin.catalog));
  server.files.set(`models/${twin.path}`, twin.weights);
});

afterAll(() => server.close());

beforeEach(() => {
  [living, mostLiving] = [0, 0];
  run = () => Promise.resolve();
  [release, askGpu] = [run, run];
  onStatus = () => undefined;
  store = new ModelStore(new MemoryArea());
  registry = createNodeRegistry(server.baseUrl, {
    builtIn: { synthesize: () => Promise.reject(new TypeError('It is not asked.')) },
    arbiter: new MachineArbiter({ seatCount: 1, tenureMs: 0, restMs: 0 }),
    onStatus: (status) => onStatus(status),
    kokoro: {
      ...{ createSession, store, catalog: createKnownCatalog() },
      environment: { ...plainEnvironment, hasWebGpu: true },
      findGpu: () => askGpu().then(() => null),
    },
  });
});

/** Asks the mirror once. */
function createKnownCatalog(): ModelCatalog {
  const catalog = createModelCatalog({ baseUrl: server.baseUrl });
  return { ...catalog, read: (given) => catalog.readKnown(given) };
}

interface Gate {
  readonly begun: Promise<void>;
  readonly open: () => void;
  readonly wait: () => Promise<void>;
}

/** Holds what comes to it until it is opened. */
function createGate(): Gate {
  const [begun, held] = [createDeferred(), createDeferred()];
  const wait = (): Promise<void> => {
    begun.resolve();
    return held.promise;
  };
  return { begun: begun.promise, open: held.resolve, wait };
}

describe('a model that leaves memory', () => {
  it('is loaded again once it is gone, and then known to be in memory', async () => {
    await registry.synthesize(job, signal);
    const gate = createGate();
    release = gate.wait;
    const unloading = registry.unload();
    await gate.begun;
    const spoken = registry.synthesize(job, signal);
    await letLoadsGoOn();
    gate.open();
    await Promise.all([unloading, spoken]);
    expect({ mostLiving, state: registry.status().state }).toEqual({ mostLiving: 1, state: 'ready' });
    await registry.configure({ ...defaultConfig, dtype: 'fp32' }, signal);
    expect(living).toBe(0);
    await registry.synthesize(job, signal);
    expect(registry.status()).toMatchObject({ state: 'ready', dtype: 'fp32' });
    await registry.unload();
    expect({ living, state: registry.status().state }).toEqual({ living: 0, state: 'idle' });
  });

  it('while it is warmed up is gone when that is said, though its run goes on', async () => {
    const gate = createGate();
    run = gate.wait;
    const ended = expect(registry.load(signal)).rejects.toMatchObject({ name: 'AbortError' });
    await gate.begun;
    await registry.unload();
    expect({ living, state: registry.status().state }).toEqual({ living: 0, state: 'idle' });
    gate.open();
    await ended;
  });

  it('waits for its turn like any other, where another takes its seat', async () => {
    const speak = async (model: string): Promise<void> => {
      for (let left = 6; left > 0; left -= 1) await registry.synthesize({ ...toneJob, model }, signal);
    };
    [run, release] = [letLoadsGoOn, letLoadsGoOn];
    await Promise.all([speak(MODEL), speak(TWIN_MODEL)]);
    expect(mostLiving).toBe(1);
    await registry.unload();
    expect(living).toBe(0);
  });
});

describe('a model that is deleted', () => {
  const q8 = { model: MODEL, dtype: 'q8' } as const;

  it('leaves memory, and what it speaks ends; what is asked of it meanwhile waits, and no other model does', async () => {
    await registry.synthesize(job, signal);
    const [running, deleting] = [createGate(), createGate()];
    run = running.wait;
    const speaking = [registry.synthesize(job, signal), registry.synthesize(job, signal)];
    await running.begun;
    const events: string[] = [];
    const deleted = registry.withoutModel(q8, async (leave) => {
      await leave();
      events.push(`deleting with ${living} in memory`);
      await deleting.wait();
      events.push('deleted');
    });
    for (const segment of speaking) await expect(segment).rejects.toMatchObject({ name: 'AbortError' });
    running.open();
    await deleting.begun;
    const later = registry.synthesize(job, signal).then(() => events.push('spoken'));
    await registry.synthesize({ ...toneJob, model: TWIN_MODEL }, signal);
    deleting.open();
    await Promise.all([deleted, later]);
    expect(events).toEqual(['deleting with 0 in memory', 'deleted', 'spoken']);
  });

  it('ends its load', async () => {
    const fetching = createDeferred();
    onStatus = ({ state }) => state === 'downloading' && fetching.resolve();
    const loading = registry.load(signal);
    const ended = expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    await fetching.promise;
    await registry.withoutModel({ model: MODEL }, () => ended);
    expect({ mostLiving, state: registry.status().state }).toEqual({ mostLiving: 0, state: 'idle' });
  });

  it('stays in memory where only weights go that it does not use, and so does one whose load has no plan yet', async () => {
    const gate = createGate();
    askGpu = gate.wait;
    const loading = registry.load(signal);
    await gate.begun;
    await registry.withoutModel({ model: MODEL, dtype: 'fp32' }, (leave) => leave());
    gate.open();
    await loading;
    await registry.withoutModel({ model: MODEL, dtype: 'fp32' }, (leave) => leave());
    expect(living).toBe(1);
  });

  it('stays in memory, and goes on speaking, where its files are not deleted after all', async () => {
    await registry.load(signal);
    const running = createGate();
    run = running.wait;
    const speaking = registry.synthesize(job, signal);
    await running.begun;
    const refused = registry.withoutModel(q8, () => Promise.reject(new Error('A file is still coming.')));
    await expect(refused).rejects.toThrow('A file is still coming.');
    running.open();
    await speaking;
    expect({ living, state: registry.status().state }).toEqual({ living: 1, state: 'ready' });
  });
});
