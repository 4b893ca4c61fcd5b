import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { mayUseGpu } from '../../../../src/engines/kokoro/loading/backend-choice.ts';
import type { KokoroEngine } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import type { KokoroEngineParts } from '../../../../src/engines/kokoro/kokoro-engine-parts.ts';
import { defaultConfig } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import { ORT_VERSION } from '../../../../src/compute/runtime/ort-model.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { createVerdictMemory } from '../../../../src/engines/kokoro/trust/verdict-memory.ts';
import type { Device, EngineStatus } from '../../../../src/contract/engine-status.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import { createFaultySessions, type FaultySessions } from '../../../fixtures/faulty-sessions.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, plainEnvironment, toneJob as job } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';
import ort from '../../../../node_modules/onnxruntime-web/package.json' with { type: 'json' };

const { signal } = new AbortController();
const gpuEnvironment = { ...plainEnvironment, hasWebGpu: true, userAgent: 'Browser/1' };

/** For one token far more than the tone model takes, on a machine however busy. */
const MINUTE_MS = 60_000;

let server: FileServer;
/** By how much the clock was put forward. */
let passedMs = 0;
const area = new MemoryArea();
const engines: KokoroEngine[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + passedMs);
  server = await startToneServer();
});

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.unload();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

interface Subject {
  readonly engine: KokoroEngine;
  readonly sessions: FaultySessions;
  readonly states: string[];
}

/** An engine on a machine whose devices take so much longer for each token, by a clock that is put forward. */
function createSubject(
  parts: Partial<KokoroEngineParts> = {},
  extraMs: Readonly<Record<Device, number>> = { wasm: 0, webgpu: 0 },
): Subject {
  const sessions = createFaultySessions();
  const states: string[] = [];
  const engine = createNodeEngine(server.baseUrl, {
    store: new ModelStore(area),
    environment: gpuEnvironment,
    findGpu: () => Promise.resolve({ name: 'pretended gpu', isSoftware: false }),
    idleMs: 20,
    createSession: async (options, createSignal) => {
      const session = await sessions.createSession(options, createSignal);
      return {
        ...session,
        run: (input) => {
          passedMs += extraMs[options.device] * input.tokenIds.length;
          return session.run(input);
        },
      };
    },
    onStatus: ({ checks }: EngineStatus) => states.push(checks?.[0]?.state ?? 'none'),
    ...parts,
  });
  engines.push(engine);
  return { engine, sessions, states };
}

const checkState = (engine: KokoroEngine): string | undefined => engine.status().checks?.[0]?.state;

describe('the device auto', () => {
  it('is the GPU once that was found right and faster, unasked and after the first sound', async () => {
    const { engine, sessions, states } = createSubject({}, { wasm: MINUTE_MS, webgpu: 0 });
    const { samples } = await engine.synthesize(job, signal);
    expect(decodeTones(samples)).toEqual([50, 83, 54, 57]);
    expect(sessions.started).toEqual(['wasm']);
    await expect.poll(() => engine.status().device, { timeout: 180_000 }).toBe('webgpu');
    expect(states).toContain('checking');
    const [check] = engine.status().checks ?? [];
    expect(check).toMatchObject({ device: 'webgpu', name: 'pretended gpu', trusted: true, reason: null });
    expect(check?.secondsPerToken).toBeLessThan(check?.wasmSecondsPerToken ?? 0);
    expect(check?.figures).toMatchObject({ bands: 0, durations: 0 });
    // Speaking, the reference, the trial, and the one that speaks now.
    expect(sessions.started).toEqual(['wasm', 'wasm', 'webgpu', 'webgpu']);
    expect(sessions.releasedCount()).toBe(3);
    expect(decodeTones((await engine.synthesize(job, signal)).samples)).toEqual([50, 83, 54, 57]);
  });

  it('stays WASM where the GPU is right and no faster; the user may want it all the same', async () => {
    const { engine } = createSubject({}, { wasm: MINUTE_MS, webgpu: MINUTE_MS });
    await engine.load(signal);
    await expect.poll(() => checkState(engine), { timeout: 180_000 }).toBe('trusted');
    expect(engine.status()).toMatchObject({ device: 'wasm' });
    await engine.configure({ ...defaultConfig, device: 'webgpu' }, signal);
    await expect.poll(() => engine.status().device, { timeout: 180_000 }).toBe('webgpu');
    await engine.configure({ ...defaultConfig, device: 'wasm' }, signal);
    await expect(engine.load(signal)).resolves.toMatchObject({ device: 'wasm' });
  });

  it.each([
    ['has no GPU', { findGpu: () => Promise.resolve(null) }],
    ['has a GPU of software', { findGpu: () => Promise.resolve({ name: 'swiftshader', isSoftware: true }) }],
    ['has little memory', { environment: { ...gpuEnvironment, memoryGigabytes: 4 } }],
    ["is one of Apple's", { environment: { ...gpuEnvironment, isWebKit: true } }],
  ])('is WASM, with nothing tried, where the browser %s', async (_, parts) => {
    const { engine, sessions } = createSubject(parts);
    await engine.synthesize(job, signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sessions.started).toEqual(['wasm']);
    expect(engine.status()).toMatchObject({ device: 'wasm' });
    expect(checkState(engine)).toBeUndefined();
  });

  it('is WASM with weights that a GPU does not compute right', () => {
    expect(mayUseGpu(defaultConfig, 'q8', gpuEnvironment)).toBe(true);
    expect(mayUseGpu(defaultConfig, 'fp16', gpuEnvironment)).toBe(false);
  });

  it('stays WASM where that is configured while the GPU is tried out', async () => {
    const { engine, sessions } = createSubject();
    const begun = createDeferred();
    const held = createDeferred();
    sessions.fault = () => async (output) => {
      begun.resolve();
      await held.promise;
      return output as never;
    };
    await engine.configure({ ...defaultConfig, device: 'webgpu' }, signal);
    await engine.load(signal);
    await begun.promise;
    await engine.configure({ ...defaultConfig, device: 'wasm' }, signal);
    // The trial is called off: it comes to no verdict.
    await expect.poll(() => checkState(engine), { timeout: 180_000 }).toBeUndefined();
    held.resolve();
    await engine.synthesize(job, signal);
    expect(engine.status()).toMatchObject({ device: 'wasm' });
    expect(sessions.started).toEqual(['wasm', 'wasm', 'webgpu']);
  });

  it('gives way to speaking while the GPU is tried out', async () => {
    const { engine, sessions } = createSubject({}, { wasm: MINUTE_MS, webgpu: MINUTE_MS });
    const begun = createDeferred();
    const held = createDeferred();
    let isHeld = true;
    sessions.fault = () => async (output) => {
      begun.resolve();
      // The GPU computes for as long as the test lasts, and the next trial finds it fast.
      if (isHeld) await held.promise;
      return output as never;
    };
    await engine.load(signal);
    await begun.promise;
    expect(checkState(engine)).toBe('checking');
    isHeld = false;
    const { samples } = await engine.synthesize(job, signal);
    expect(checkState(engine)).not.toBe('checking');
    expect(decodeTones(samples)).toEqual([50, 83, 54, 57]);
    // Later it comes to its end after all.
    await expect.poll(() => checkState(engine), { timeout: 180_000 }).toBe('trusted');
    expect(sessions.started.filter((device) => device === 'webgpu')).toHaveLength(2);
    held.resolve();
  }, 240_000);
});

describe('a verdict', () => {
  it('outlives the visit, for one browser and one GPU', async () => {
    const webgpu = { ...defaultConfig, device: 'webgpu' } as const;
    const verdictArea = new MemoryArea();
    const visit = async (parts: Partial<KokoroEngineParts> = {}): Promise<Subject> => {
      const subject = createSubject({ verdicts: createVerdictMemory(verdictArea), ...parts });
      await subject.engine.configure(webgpu, signal);
      await subject.engine.load(signal);
      await expect.poll(() => subject.engine.status().device, { timeout: 180_000 }).toBe('webgpu');
      return subject;
    };
    expect((await visit()).sessions.started).toEqual(['wasm', 'wasm', 'webgpu', 'webgpu']);
    const again = await visit();
    expect(again.sessions.started).toEqual(['webgpu']);
    expect(again.engine.status().checks).toMatchObject([{ trusted: true, figures: { bands: 0 } }]);
    const other = await visit({ environment: { ...gpuEnvironment, userAgent: 'Browser/2' } });
    expect(other.sessions.started).toHaveLength(4);
    const gpu = await visit({ findGpu: () => Promise.resolve({ name: 'another gpu', isSoftware: false }) });
    expect(gpu.sessions.started).toHaveLength(4);
  });

  it('comes without a test after three that took the page down', async () => {
    const verdictArea = new MemoryArea();
    const hang = (): Promise<never> => new Promise(() => undefined);
    const visit = async (): Promise<Subject> => {
      const subject = createSubject({ verdicts: createVerdictMemory(verdictArea) });
      subject.sessions.fault = () => hang;
      await subject.engine.configure({ ...defaultConfig, device: 'webgpu' }, signal);
      await subject.engine.load(signal);
      return subject;
    };
    for (let count = 0; count < 3; count += 1) {
      const { sessions } = await visit();
      await expect.poll(() => sessions.started, { timeout: 180_000 }).toContain('webgpu');
      // The page is gone: nobody calls the test off.
      engines.length = 0;
    }
    const { engine, sessions } = await visit();
    expect(engine.status()).toMatchObject({ device: 'wasm', checks: [{ state: 'refused', trusted: false }] });
    expect(sessions.started).toEqual(['wasm']);
  });

  it('holds for the release of ONNX Runtime that is installed', () => {
    expect(ORT_VERSION).toBe(ort.version);
  });
});
