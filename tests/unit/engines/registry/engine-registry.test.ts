import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { defaultConfig } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import { createOrtSession } from '../../../../src/engines/kokoro/session/ort-session.ts';
import type { CreateSession } from '../../../../src/engines/kokoro/session/session.ts';
import type { EngineRegistry } from '../../../../src/engines/registry/engine-registry.ts';
import { MachineArbiter, type ArbiterOptions } from '../../../../src/engines/registry/machine-arbiter.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeRegistry, toneJob } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';
import { createTwin, TWIN_MODEL } from '../../../fixtures/twin-model.ts';

const { signal } = new AbortController();
const builtInConfig = { ...defaultConfig, model: 'espeak-ng' };
const toneModelJob = { ...toneJob, model: 'kokoro-82m' };

let server: FileServer;
let statuses: EngineStatus[];
/** Sessions in memory, and the most that there were at once. */
let living: number;
let mostLiving: number;

beforeEach(async () => {
  server = await startToneServer();
  const twin = createTwin(new TextDecoder().decode(server.files.get('models/catalog.json')));
  server.files.set('models/catalog.json', new TextEncoder().encode(twin.catalog));
  server.files.set(`models/${twin.path}`, twin.weights);
  statuses = [];
  living = 0;
  mostLiving = 0;
});

afterEach(() => server.close());

const createSession: CreateSession = async (options, given) => {
  living += 1;
  mostLiving = Math.max(mostLiving, living);
  const session = await createOrtSession(options, given);
  return {
    ...session,
    release: () => {
      living -= 1;
      return session.release();
    },
  };
};

function createRegistry(
  options: ArbiterOptions = { seatCount: 1 },
  create: CreateSession = createSession,
): EngineRegistry {
  return createNodeRegistry(server.baseUrl, {
    builtIn: {
      synthesize: () =>
        Promise.resolve({ samples: new Float32Array(10), durations: null, engine: 'espeak-ng' }),
    },
    arbiter: new MachineArbiter(options),
    kokoro: { createSession: create },
    onStatus: (status) => statuses.push(status),
  });
}

/** Speaks so many segments, one after another, and gives the peak of each. */
async function speak(registry: EngineRegistry, model: string, segmentCount: number): Promise<number[]> {
  const peaks: number[] = [];
  for (let index = 0; index < segmentCount; index += 1) {
    const tokenIds = [0, 50 + index, 83, 54, 0];
    const { samples } = await registry.synthesize({ ...toneJob, tokenIds, model }, signal);
    expect(decodeTones(samples)).toEqual([50 + index, 83, 54]);
    peaks.push(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
  }
  return peaks;
}

describe('the registry of engines', () => {
  it('lets the model of the job say who speaks, and counts every run', async () => {
    const registry = createRegistry();
    const builtIn = await registry.synthesize({ ...toneJob, model: 'espeak-ng' }, signal);
    expect(builtIn.engine).toBe('espeak-ng');
    expect(server.requests).toEqual([]);
    expect((await registry.synthesize(toneModelJob, signal)).engine).toBe('kokoro');
    expect(registry.status()).toMatchObject({ engine: 'kokoro', state: 'ready', runs: 2 });
  });

  it('shows the built-in voice as ready when it is chosen, and frees the model', async () => {
    const registry = createRegistry();
    await registry.load(signal);
    const status = await registry.configure(builtInConfig, signal);
    expect(status).toMatchObject({ engine: 'espeak-ng', model: 'espeak-ng', state: 'ready', stored: true });
    expect(living).toBe(0);
    expect(await registry.load(signal)).toEqual(status);
    expect(statuses.at(-1)).toEqual(status);
    expect(await registry.configure(defaultConfig, signal)).toMatchObject({
      engine: 'kokoro',
      state: 'idle',
    });
  });

  it('shows a model as soon as somebody speaks with it', async () => {
    const registry = createRegistry();
    await registry.configure(builtInConfig, signal);
    statuses.length = 0;
    await registry.synthesize(toneModelJob, signal);
    expect(statuses.every(({ engine: id }) => id === 'kokoro')).toBe(true);
    expect(statuses.at(-1)).toMatchObject({ state: 'ready' });
  });

  it('knows a model by its alias, and refuses one that nobody has', async () => {
    const registry = createRegistry();
    const { model } = await registry.configure({ ...defaultConfig, model: 'twin' }, signal);
    expect(model).toBe(TWIN_MODEL);
    const unknown = registry.configure({ ...defaultConfig, model: 'nobody' }, signal);
    await expect(unknown).rejects.toMatchObject({ code: 'model_not_found', param: 'model' });
    expect(registry.status().model).toBe(TWIN_MODEL);
    // It was taken off the mirror: what is stored of others can be looked for still.
    server.files.delete('models/catalog.json');
    expect(await registry.refreshStored(signal)).toMatchObject({ model: TWIN_MODEL });
  });
});

describe('a configuration that is not taken yet', () => {
  const twinConfig = { ...defaultConfig, model: 'twin' };

  it('is waited for by segments and loads that come behind it', async () => {
    const registry = createRegistry();
    void registry.configure({ ...defaultConfig, threads: 2 }, signal);
    await speak(registry, 'kokoro-82m', 1);
    void registry.configure(twinConfig, signal);
    expect(await registry.load(signal)).toMatchObject({ model: TWIN_MODEL, state: 'ready' });
    expect(living).toBe(1);
  });

  it('leaves the earlier one where it is refused, and the last of several stays', async () => {
    const registry = createRegistry();
    await registry.configure(twinConfig, signal);
    const refused = registry.configure({ ...defaultConfig, model: 'nobody' }, signal);
    const loaded = registry.load(signal);
    await expect(refused).rejects.toMatchObject({ code: 'model_not_found' });
    expect(await loaded).toMatchObject({ model: TWIN_MODEL, state: 'ready' });
    void registry.configure({ ...defaultConfig, threads: 2 }, signal);
    void registry.configure(twinConfig, signal);
    const spoken = speak(registry, 'kokoro-82m', 1);
    expect(await registry.configure(builtInConfig, signal)).toMatchObject({ model: 'espeak-ng' });
    await spoken;
    expect((await registry.load(signal)).model).toBe('espeak-ng');
  });

  it('keeps nobody who gives up, and no load that is called off by an unload', async () => {
    const registry = createRegistry();
    const controller = new AbortController();
    const configured = registry.configure({ ...defaultConfig, threads: 2 }, signal);
    const aborted = registry.synthesize(toneModelJob, controller.signal);
    const waiting = [registry.synthesize(toneModelJob, signal), registry.load(signal)];
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await registry.unload();
    for (const promise of waiting) await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
    expect(await configured).toMatchObject({ state: 'idle' });
    const first = registry.synthesize({ ...toneJob, model: TWIN_MODEL }, signal);
    await registry.unload();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(mostLiving).toBe(0);
    await speak(registry, 'kokoro-82m', 1);
  });
});

describe('a model that hears', () => {
  it('beside those that speak is no model for speech, and they speak as before', async () => {
    const { models } = JSON.parse(new TextDecoder().decode(server.files.get('models/catalog.json'))) as {
      models: [object, object];
    };
    const hearing = { ...models[1], id: 'ear', kind: 'hearing', aliases: [] };
    const catalog = JSON.stringify({ models: [hearing, ...models] });
    server.files.set('models/catalog.json', new TextEncoder().encode(catalog));
    const registry = createRegistry();
    await speak(registry, 'kokoro-82m', 1);
    const configured = registry.configure({ ...defaultConfig, model: 'ear' }, signal);
    await expect(configured).rejects.toMatchObject({ code: 'model_not_found' });
    const spoken = registry.synthesize({ ...toneJob, model: 'ear' }, signal);
    await expect(spoken).rejects.toMatchObject({ code: 'model_not_found' });
  });
});

describe('two models that are asked for at the same time', () => {
  /** As patient as the app; and as impatient as can be, so that the models alternate. */
  const arbiters: ArbiterOptions[] = [{ seatCount: 1 }, { seatCount: 1, tenureMs: 0, restMs: 0 }];

  it.each(arbiters)('both speak to the end, each with its own weights: %o', async (options) => {
    const registry = createRegistry(options);
    const [alone] = await speak(registry, 'kokoro-82m', 1);
    const spoken = await Promise.all([
      speak(registry, TWIN_MODEL, 4),
      speak(registry, 'kokoro-82m', 4),
      speak(registry, TWIN_MODEL, 4),
    ]);
    for (const [index, share] of [0.5, 1, 0.5].entries()) {
      for (const peak of spoken[index]!) expect(peak / alone!).toBeCloseTo(share, 2);
    }
    expect(mostLiving).toBe(1);
  });

  it('are both in memory where there is room for two', async () => {
    const registry = createRegistry({ seatCount: 2 });
    await Promise.all([speak(registry, TWIN_MODEL, 2), speak(registry, 'kokoro-82m', 2)]);
    expect(living).toBe(2);
    await registry.unload();
    expect(living).toBe(0);
  });

  it('are in memory one at a time from the moment that memory runs out', async () => {
    const registry = createRegistry({ seatCount: 2 }, (options, given) =>
      living > 0
        ? Promise.reject(new RangeError('WebAssembly.Memory(): could not allocate memory'))
        : createSession(options, given),
    );
    await speak(registry, 'kokoro-82m', 1);
    expect(registry.status().unloadedForMemory).toBeUndefined();
    await speak(registry, TWIN_MODEL, 1);
    expect(mostLiving).toBe(1);
    expect(registry.status()).toMatchObject({ model: TWIN_MODEL, unloadedForMemory: ['kokoro-82m'] });
    await speak(registry, 'kokoro-82m', 1);
    expect(mostLiving).toBe(1);
  });

  it('do not end each other when one is chosen while the other speaks', async () => {
    const registry = createRegistry();
    const speaking = speak(registry, 'kokoro-82m', 3);
    await registry.configure({ ...defaultConfig, model: TWIN_MODEL }, signal);
    expect(registry.status()).toMatchObject({ model: TWIN_MODEL });
    await speak(registry, TWIN_MODEL, 2);
    await speaking;
  });

  it('leave the seat to the other when the request of one is aborted', async () => {
    const registry = createRegistry();
    const controller = new AbortController();
    const aborted = registry.synthesize(toneModelJob, controller.signal);
    const spoken = speak(registry, TWIN_MODEL, 1);
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await spoken;
    expect(registry.status()).toMatchObject({ model: TWIN_MODEL, state: 'ready' });
  });
});
