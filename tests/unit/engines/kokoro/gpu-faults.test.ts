import { FRAME_SAMPLES } from '../../../../src/contract/audio.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KokoroEngine } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import { defaultConfig } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import { SessionLostError } from '../../../../src/engines/kokoro/session/session.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { createForgetfulMemory, type Verdict } from '../../../../src/engines/kokoro/trust/verdict-memory.ts';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { createSpeak } from '../../../../src/speech/speak.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import { createFakePhonemizer } from '../../../fixtures/fake-phonemizer.ts';
import { createFaultySessions, type Fault, type FaultySessions } from '../../../fixtures/faulty-sessions.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, plainEnvironment } from '../../../fixtures/node-engine.ts';
import { isFullRun } from '../../../fixtures/full-run.ts';
import { spoils } from '../../../fixtures/session-faults.ts';
import { toAudibleIds, toFramesPerToken, toTones } from '../../../fixtures/tone.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

const { signal } = new AbortController();
const config = { ...defaultConfig, device: 'webgpu' } as const;
const text =
  'The quick brown fox jumps over the lazy dog. Nobody had seen it do so before, and few believed the tale. ' +
  'Yet there it was, in the garden of an old house, resting under a tree; the dog slept on, and never knew. ' +
  'Some say that it still sleeps there to this day, while others claim to have heard it bark at the moon.';

const failures: Readonly<Record<string, Fault>> = {
  'a lost device': () => Promise.reject(new SessionLostError('The device was lost.')),
  'an allocation that fails': () =>
    Promise.reject(new Error('failed to allocate a buffer of 67108864 bytes')),
  'a crash in the middle of a segment': async () => {
    await new Promise((resolve) => setImmediate(resolve));
    throw new SessionLostError("The model's thread crashed: out of memory");
  },
};

/** One of each kind: that each of them is found, the tests of the check prove. */
const usual = [
  'not a number',
  'a slowed first half',
  'a repeated first half',
  'wrong durations, with the sound they say',
];
const someSpoils = Object.entries(spoils).filter(([name]) => isFullRun || usual.includes(name));

let server: FileServer;
const store = new ModelStore(new MemoryArea());
let known: readonly [string, Verdict][];

interface Subject {
  readonly engine: KokoroEngine;
  readonly sessions: FaultySessions;
  readonly status: () => EngineStatus;
}

function createSubject(
  verdicts: readonly [string, Verdict][] = known,
  files = store,
): Subject & { stored: Map<string, Verdict> } {
  const sessions = createFaultySessions();
  const stored = new Map(verdicts);
  const engine = createNodeEngine(server.baseUrl, {
    store: files,
    environment: { ...plainEnvironment, hasWebGpu: true },
    createSession: sessions.createSession,
    findGpu: () => Promise.resolve({ name: 'pretended gpu', isSoftware: false }),
    verdicts: {
      read: (key) => Promise.resolve(stored.get(key) ?? null),
      write: (key, verdict) => Promise.resolve(void stored.set(key, verdict)),
    },
  });
  return { engine, sessions, status: () => engine.status(), stored };
}

/** The run of the GPU that makes it: three lengths warm it up. */
const SECOND_SEGMENT = 4;

/** Speaks the whole text; gives the ids that were sent, and the sound. */
async function speak(engine: KokoroEngine): Promise<{ sent: number[]; sound: Float32Array }> {
  const synthesizer: Parameters<typeof createSpeak>[0]['synthesizer'] = {
    synthesize: (job, jobSignal) => engine.synthesize(job, jobSignal),
  };
  const speakText = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer, joins: null });
  const request = {
    text,
    model: 'kokoro-82m',
    voice: [{ id: 'af_heart', weight: 1 }],
    language: 'en-us',
    speed: 1,
  } as const;
  const sent: number[] = [];
  const parts: Float32Array<ArrayBuffer>[] = [];
  for await (const { segment, samples } of speakText(request, signal)) {
    sent.push(...segment.tokenIds);
    parts.push(samples);
  }
  return { sent, sound: new Float32Array(await new Blob(parts).arrayBuffer()) };
}

/** Every token once and in order, each for as long as it should, and nothing else in the whole sound. */
function expectRight({ sent, sound }: { sent: readonly number[]; sound: Float32Array }): void {
  expect(decodeTones(sound)).toEqual(toAudibleIds(sent));
  expect(sound.length).toBe(sent.length * toFramesPerToken(1) * FRAME_SAMPLES);
  const amplitude = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const right = toTones(sent, toFramesPerToken(1), amplitude);
  const farthest = sound.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (right[i] ?? 0))), 0);
  // A segment's style, and so its amplitude, depends a little on its length.
  expect(farthest).toBeLessThan(0.05);
  expect(amplitude).toBeLessThan(0.5);
}

beforeAll(async () => {
  // Each fault is told to whoever looks into the console.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startToneServer();
  const { engine, status, stored } = createSubject([]);
  await engine.configure(config, signal);
  await engine.load(signal);
  await vi.waitUntil(() => status().device === 'webgpu', { timeout: 180_000 });
  known = [...stored];
});

afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

describe('a GPU that was found right', () => {
  it('is taken at once on the next visit, and speaks', async () => {
    const { engine, sessions, status } = createSubject();
    await engine.configure(config, signal);
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['webgpu']);
    expect(status()).toMatchObject({ device: 'webgpu', checks: [{ device: 'webgpu', trusted: true }] });
  });

  it.each(someSpoils)('and then gives %s: none of it is heard', async (_, spoil) => {
    const { engine, sessions, status, stored } = createSubject();
    await engine.configure(config, signal);
    // The second segment is spoilt, then every one from the next answer on.
    sessions.fault = (run) => (run === SECOND_SEGMENT ? spoil : null);
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['webgpu', 'wasm']);
    expect(status()).toMatchObject({ device: 'webgpu' });

    sessions.fault = () => spoil;
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['webgpu', 'wasm', 'wasm']);
    expect(status()).toMatchObject({ device: 'wasm', checks: [{ state: 'refused', trusted: false }] });
    expect([...stored.values()]).toMatchObject([{ check: { trusted: false } }]);
    expect(sessions.releasedCount()).toBe(2);
  });

  it('and then was refused is not tried again, in this visit or the next', async () => {
    const { engine, sessions, stored } = createSubject();
    await engine.configure(config, signal);
    sessions.fault = () => spoils.silence;
    expectRight(await speak(engine));
    await engine.unload();
    expectRight(await speak(engine));
    expect(sessions.started.at(-1)).toBe('wasm');
    const next = createSubject([...stored]);
    await next.engine.configure(config, signal);
    expectRight(await speak(next.engine));
    expect(next.sessions.started).toEqual(['wasm']);
  });

  it.each(Object.entries(failures))('and then meets %s: the stream goes on', async (_, fault) => {
    const { engine, sessions, status, stored } = createSubject();
    await engine.configure(config, signal);
    sessions.fault = (run) => (run === SECOND_SEGMENT ? fault : null);
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['webgpu', 'wasm']);
    expect(status()).toMatchObject({ state: 'ready', device: 'wasm', checks: [{ state: 'refused' }] });
    // It may have been for want of memory: the next visit tries again.
    expect([...stored.values()]).toMatchObject([{ check: { trusted: true } }]);
  });

  it('and does not start any more is replaced', async () => {
    const { engine, sessions, status } = createSubject();
    await engine.configure(config, signal);
    sessions.failStart = (device) => device === 'webgpu';
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['webgpu', 'wasm']);
    expect(status()).toMatchObject({ state: 'ready', device: 'wasm', checks: [{ state: 'refused' }] });
  });

  it('is not at fault where the files cannot be fetched', async () => {
    const { engine, sessions, status } = createSubject(known, new ModelStore(new MemoryArea()));
    await engine.configure(config, signal);
    server.fault = ({ path }) => (path.endsWith('.onnx') ? { status: 404 } : {});
    server.requests.length = 0;
    await expect(engine.load(signal)).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(server.requests.filter(({ path }) => path.endsWith('.onnx'))).toHaveLength(1);
    server.fault = () => ({});
    await engine.load(signal);
    expect(sessions.started).toEqual(['webgpu']);
    expect(status()).toMatchObject({ device: 'webgpu', checks: [{ trusted: true, reason: null }] });
  });

  it('and fails where WASM does not start beside it either makes room first', async () => {
    const { engine, sessions } = createSubject();
    await engine.configure(config, signal);
    sessions.fault = (run) => (run === SECOND_SEGMENT ? spoils.silence : null);
    let wasmStarts = 0;
    sessions.failStart = (device) => device === 'wasm' && wasmStarts++ === 0;
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['webgpu', 'wasm', 'wasm']);
  });
});

describe('a GPU that nobody knows', () => {
  it.each([...someSpoils, ...Object.entries(failures)])(
    'and that gives %s is never heard',
    async (_, fault) => {
      const { engine, sessions, status } = createSubject([]);
      await engine.configure(config, signal);
      sessions.fault = () => fault;
      await engine.load(signal);
      await expect.poll(() => status().checks?.[0]?.state, { timeout: 180_000 }).toBe('refused');
      expect(status().checks?.[0]?.reason).toMatch(/^In a test of this device, .+\.$/);
      expectRight(await speak(engine));
      expect(sessions.started).toEqual(['wasm', 'wasm', 'webgpu']);
      expect(status()).toMatchObject({ state: 'ready', device: 'wasm' });
    },
  );
});

describe('the processor', () => {
  it('gets a fresh session when its own crashes', async () => {
    let runs = 0;
    const sessions = createFaultySessions();
    const engine = createNodeEngine(server.baseUrl, {
      store,
      verdicts: createForgetfulMemory(),
      createSession: async (options, createSignal) => {
        const session = await sessions.createSession(options, createSignal);
        return {
          ...session,
          run: (input) =>
            runs++ === 2 ? Promise.reject(new Error('memory access out of bounds')) : session.run(input),
        };
      },
    });
    expectRight(await speak(engine));
    expect(sessions.started).toEqual(['wasm', 'wasm']);
  });
});
