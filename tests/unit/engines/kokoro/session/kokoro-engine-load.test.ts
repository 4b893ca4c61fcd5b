import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpeechError } from '../../../../../src/contract/errors.ts';
import { defaultConfig, type KokoroEngine } from '../../../../../src/engines/kokoro/kokoro-engine.ts';
import type { KokoroEngineParts } from '../../../../../src/engines/kokoro/kokoro-engine-parts.ts';
import { createOrtSession } from '../../../../../src/engines/kokoro/session/ort-session.ts';
import type { CreateSession } from '../../../../../src/engines/kokoro/session/session.ts';
import { VoicePack } from '../../../../../src/engines/kokoro/session/voice-pack.ts';
import { createModelCatalog } from '../../../../../src/models/catalog/model-catalog.ts';
import { MemoryArea } from '../../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../../src/models/store/model-store.ts';
import type { EngineStatus } from '../../../../../src/contract/engine-status.ts';
import { orAbort } from '../../../../../src/std/abort.ts';
import { createDeferred } from '../../../../../src/std/deferred.ts';
import { decodeTones } from '../../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../../fixtures/file-server.ts';
import { createNodeEngine, plainEnvironment, toneJob as job } from '../../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

let server: FileServer;
let statuses: EngineStatus[];

beforeEach(async () => {
  server = await startToneServer(['af_heart', 'am_michael']);
  statuses = [];
});

afterEach(() => server.close());

function createEngine(parts: Partial<KokoroEngineParts> = {}): KokoroEngine {
  return createNodeEngine(server.baseUrl, { onStatus: (status) => statuses.push(status), ...parts });
}

/** Loads, and once more where a busy machine needs so long for a step that the load seems to stand still. */
async function loadPatiently(engine: KokoroEngine): Promise<EngineStatus> {
  try {
    return await engine.load(signal);
  } catch (error) {
    if ((error as SpeechError).code !== 'model_loading') throw error;
    return loadPatiently(engine);
  }
}

const isWeights = ({ path }: { path: string }): boolean => path.endsWith('onnx/model_quantized.onnx');

describe('a load', () => {
  it('is shared by all who ask, and outlives the one who gives up', async () => {
    const engine = createEngine();
    const controller = new AbortController();
    const impatient = engine.load(controller.signal);
    const patient = engine.load(signal);
    controller.abort();
    await expect(impatient).rejects.toMatchObject({ name: 'AbortError' });
    await expect(patient).resolves.toMatchObject({ state: 'ready' });
    expect(server.requests.filter(isWeights).length).toBe(1);
  });

  it('goes on after all who asked gave up, and need not be asked for again', async () => {
    const ready = createDeferred();
    const engine = createEngine({ onStatus: ({ state }) => state === 'ready' && ready.resolve() });
    const controller = new AbortController();
    const load = engine.load(controller.signal);
    controller.abort();
    await expect(load).rejects.toMatchObject({ name: 'AbortError' });
    await ready.promise;
    expect(server.requests.filter(isWeights).length).toBe(1);
  });

  it('that stands still is ended, sooner where nobody waits, and starts again when asked', async () => {
    const idle = createDeferred();
    let hangs = true;
    const createSession: CreateSession = (options, created) =>
      hangs ? orAbort(new Promise<never>(() => undefined), created) : createOrtSession(options, created);
    const engine = createEngine({
      createSession,
      loadStallMs: 1_000,
      onStatus: ({ state }) => state === 'idle' && idle.resolve(),
    });
    const controller = new AbortController();
    const load = engine.load(controller.signal);
    controller.abort();
    await expect(load).rejects.toMatchObject({ name: 'AbortError' });
    await idle.promise;
    await expect(engine.load(signal)).rejects.toMatchObject({ code: 'model_loading' });
    expect(engine.status().state).toBe('idle');
    hangs = false;
    await expect(loadPatiently(engine)).resolves.toMatchObject({ state: 'ready' });
  });

  it('that failed is told in words and is tried again', async () => {
    const engine = createEngine();
    server.fault = (request) => (isWeights(request) ? { status: 404 } : {});
    await expect(engine.load(signal)).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(engine.status()).toMatchObject({ state: 'failed', errorCode: 'model_unavailable' });
    expect(engine.status().error).toContain('onnx/model_quantized.onnx');
    server.fault = () => ({});
    await expect(engine.load(signal)).resolves.toMatchObject({ state: 'ready', error: null });
  });

  it('of a model that nobody has tells where to put its files', async () => {
    server.files.delete('models/catalog.json');
    const load = createEngine().load(signal);
    await expect(load).rejects.toMatchObject({ code: 'model_unavailable' });
    await expect(load).rejects.toThrow(/mirror.*models\/.*onnx-community\/Kokoro-82M-v1\.0-ONNX/);
  });

  it('needs no network once the files are stored', async () => {
    const area = new MemoryArea();
    const memory = { text: null as string | null };
    const catalog = createModelCatalog({
      baseUrl: server.baseUrl,
      memory: {
        read: () => Promise.resolve(memory.text),
        write: (text) => Promise.resolve(void (memory.text = text)),
      },
    });
    const voices = new VoicePack({ baseUrl: server.baseUrl });
    await createEngine({ store: new ModelStore(area), catalog, voices }).load(signal);
    await server.close();
    const engine = createEngine({ store: new ModelStore(area), catalog, voices });
    expect(await engine.configure(defaultConfig, signal)).toMatchObject({ stored: true, state: 'idle' });
    const { samples } = await engine.synthesize(job, signal);
    expect(decodeTones(samples)).toEqual([50, 83, 54, 57]);
  });
});

describe('a configuration', () => {
  it.each([
    ['device', { device: 'webgpu' }],
    ['device', { device: 'tpu' }],
    ['dtype', { dtype: 'fp64' }],
    ['threads', { threads: -1 }],
  ])('with a wrong %s is refused', async (param, patch) => {
    const config = { ...defaultConfig, ...patch } as typeof defaultConfig;
    await expect(createEngine().configure(config, signal)).rejects.toMatchObject({
      code: 'invalid_value',
      param,
    });
  });

  it('for WebGPU takes what is computed in fp32 only, and never WebKit', async () => {
    const gpu = { ...plainEnvironment, hasWebGpu: true };
    const config = { ...defaultConfig, device: 'webgpu', dtype: 'fp16' } as const;
    const engine = createEngine({ environment: gpu });
    await expect(engine.configure(config, signal)).rejects.toMatchObject({ param: 'dtype' });
    const status = await engine.configure({ ...config, dtype: 'q8' }, signal);
    expect(status.weights).toMatchObject({ next: 'q8' });
    const webKit = createEngine({ environment: { ...gpu, isWebKit: true } });
    await expect(webKit.configure({ ...config, dtype: 'auto' }, signal)).rejects.toMatchObject({
      param: 'device',
    });
  });

  it('with weights that the model lacks fails by name', async () => {
    const engine = createEngine();
    await engine.configure({ ...defaultConfig, dtype: 'q4' }, signal);
    await expect(engine.load(signal)).rejects.toMatchObject({ code: 'invalid_value', param: 'dtype' });
  });

  it('of an unknown model is refused', async () => {
    await expect(
      createEngine().configure({ ...defaultConfig, model: 'nobody' }, signal),
    ).rejects.toMatchObject({ code: 'model_not_found', param: 'model' });
  });

  it('that changes what is loaded unloads it, and one that does not keeps it', async () => {
    const engine = createEngine();
    await engine.load(signal);
    await engine.configure({ ...defaultConfig, dtype: 'q8' }, signal);
    expect(engine.status()).toMatchObject({ state: 'ready' });
    await engine.configure({ ...defaultConfig, dtype: 'fp32' }, signal);
    expect(engine.status()).toMatchObject({ state: 'idle', dtype: null });
    await expect(engine.load(signal)).resolves.toMatchObject({ dtype: 'fp32' });
  });

  it('that comes last stays, though the one before takes longer to look up its model', async () => {
    const catalog = createModelCatalog({ baseUrl: server.baseUrl });
    let lookups = 0;
    const slowAtFirst = async (name: string): ReturnType<typeof catalog.find> => {
      lookups += 1;
      if (lookups === 1) await new Promise((resolve) => setTimeout(resolve, 50));
      return catalog.find(name, signal);
    };
    const engine = createEngine({ catalog: { ...catalog, find: slowAtFirst } });
    await Promise.all([
      engine.configure({ ...defaultConfig, dtype: 'fp32' }, signal),
      engine.configure({ ...defaultConfig, dtype: 'q8' }, signal),
    ]);
    await expect(engine.load(signal)).resolves.toMatchObject({ dtype: 'q8' });
  });

  it('may name the model by an alias', async () => {
    const status = await createEngine().configure({ ...defaultConfig, model: 'hexgrad/Kokoro-82M' }, signal);
    expect(status.model).toBe('kokoro-82m');
  });
});

describe('an unload', () => {
  it('frees the session after the run in progress', async () => {
    const events: string[] = [];
    const createSession: CreateSession = async (options, createSignal) => {
      const session = await createOrtSession(options, createSignal);
      return {
        ...session,
        run: async (input) => {
          const output = await session.run(input);
          events.push('run');
          return output;
        },
        release: () => {
          events.push('release');
          return session.release();
        },
      };
    };
    const engine = createEngine({ createSession });
    await engine.load(signal);
    events.length = 0;
    const run = engine.synthesize(job, signal);
    // Lets the run enter the queue before the unload does.
    await new Promise((resolve) => setImmediate(resolve));
    await engine.unload();
    await run;
    expect(events).toEqual(['run', 'release']);
    expect(engine.status()).toMatchObject({ state: 'idle' });
  });
});
