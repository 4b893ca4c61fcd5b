import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KokoroEngine } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import type { KokoroEngineParts } from '../../../../src/engines/kokoro/kokoro-engine-parts.ts';
import { createOrtSession } from '../../../../src/engines/kokoro/session/ort-session.ts';
import { SessionLostError, type CreateSession } from '../../../../src/engines/kokoro/session/session.ts';
import { VoicePack } from '../../../../src/engines/kokoro/session/voice-pack.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { orAbort } from '../../../../src/std/abort.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { decodeToneRuns, decodeTones } from '../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, toneJob as job } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

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

describe('a job that is likely to come next', () => {
  it('is handed to the session that is loaded, with its style, and to none otherwise', async () => {
    const prepared: unknown[] = [];
    const createSession: CreateSession = async (options, given) => ({
      ...(await createOrtSession(options, given)),
      prepare: (input) => void prepared.push(input),
    });
    const engine = createEngine({ createSession });
    await engine.prepare(job, signal);
    await engine.load(signal);
    await engine.prepare(job, signal);
    const style = await new VoicePack({ baseUrl: server.baseUrl }).style(job.voice, 6, signal);
    expect(prepared).toEqual([{ tokenIds: job.tokenIds, speed: 1, style }]);
    expect(engine.status()).toMatchObject({ state: 'ready' });
  });
});

describe('a synthesis', () => {
  it('loads the model on first use and speaks every token in order', async () => {
    const engine = createEngine();
    const result = await engine.synthesize(job, signal);
    expect(result.engine).toBe('kokoro');
    expect(decodeTones(result.samples)).toEqual([50, 83, 54, 57]);
    expect(result.durations).toEqual(Int32Array.of(2, 2, 2, 2, 2, 2));
    expect(statuses.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['downloading', 'loading', 'ready']),
    );
    expect(engine.status()).toMatchObject({ state: 'ready', device: 'wasm', dtype: 'q8', threads: 1 });
    const { loadedBytes, totalBytes } = engine.status();
    expect(loadedBytes).toBe(totalBytes);
  });

  it.each([
    [0.5, 4],
    [2, 1],
  ])('at speed %d gives each token %i frames', async (speed, frames) => {
    const result = await createEngine().synthesize({ ...job, speed }, signal);
    expect(result.samples.length).toBe(job.tokenIds.length * frames * 600);
  });

  it('takes the style of the voice, and of a mix', async () => {
    const engine = createEngine();
    const amplitude = async (voice: typeof job.voice | readonly [object, object]): Promise<number> => {
      const mixed = { ...job, voice } as typeof job;
      return decodeToneRuns((await engine.synthesize(mixed, signal)).samples).find(({ id }) => id === 50)!
        .amplitude;
    };
    const style = async (id: string): Promise<number> =>
      (await new VoicePack({ baseUrl: server.baseUrl }).style([{ id, weight: 1 }], 6, signal))[0]!;
    const [heart, michael] = [await style('af_heart'), await style('am_michael')];
    const expected = (value: number): number => 0.25 + 0.25 * Math.tanh(value);
    expect(await amplitude(job.voice)).toBeCloseTo(expected(heart), 2);
    const mix = [
      { id: 'af_heart', weight: 0.5 },
      { id: 'am_michael', weight: 0.5 },
    ] as const;
    expect(await amplitude(mix)).toBeCloseTo(expected((heart + michael) / 2), 2);
  });

  it('runs jobs in the order in which they came', async () => {
    const engine = createEngine();
    const ended: number[] = [];
    const jobs = [43, 44, 45].map(async (id) => {
      const { samples } = await engine.synthesize({ ...job, tokenIds: [0, id, 0] }, signal);
      ended.push(...decodeTones(samples));
    });
    await Promise.all(jobs);
    expect(ended).toEqual([43, 44, 45]);
  });

  it('that is aborted while it waits is never run', async () => {
    let runs = 0;
    const createSession = countRuns(() => (runs += 1));
    const engine = createEngine({ createSession });
    await engine.load(signal);
    const runsBefore = runs;
    const controller = new AbortController();
    const first = engine.synthesize(job, signal);
    const second = engine.synthesize(job, controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await first;
    await engine.synthesize(job, signal);
    expect(runs - runsBefore).toBe(2);
  });

  it('survives the loss of its session once', async () => {
    let sessions = 0;
    const createSession: CreateSession = async (options, createSignal) => {
      sessions += 1;
      const session = await createOrtSession(options, createSignal);
      if (sessions > 1) return session;
      const run: typeof session.run = (input) =>
        input.tokenIds.length === job.tokenIds.length
          ? Promise.reject(new SessionLostError('crashed'))
          : session.run(input);
      return { ...session, run };
    };
    const result = await createEngine({ createSession }).synthesize(job, signal);
    expect(decodeTones(result.samples)).toEqual([50, 83, 54, 57]);
    expect(sessions).toBe(2);
  });

  it('of what is no number fails instead of being heard', async () => {
    const createSession: CreateSession = async (options, createSignal) => ({
      ...(await createOrtSession(options, createSignal)),
      run: () => Promise.resolve({ samples: Float32Array.of(0, NaN), durations: null }),
    });
    await expect(createEngine({ createSession }).synthesize(job, signal)).rejects.toMatchObject({
      code: 'synthesis_failed',
    });
  });
});

describe('a session of ONNX Runtime', () => {
  it('is not taken from under a run that has begun', async () => {
    const ended: string[] = [];
    const createSession: CreateSession = async (options, given) => {
      const session = await createOrtSession(options, given);
      const run: typeof session.run = async (input) => {
        const running = session.run(input).finally(() => ended.push('run'));
        await Promise.all([running, session.release().then(() => ended.push('release'))]);
        return running;
      };
      return { ...session, run, release: () => Promise.resolve() };
    };
    // The run that warms it up is the first.
    await createEngine({ createSession }).load(signal);
    expect(ended).toEqual(['run', 'release']);
  });
});

describe('a model that is stored', () => {
  it('is fetched again where it decayed, and the session of the damaged file is never used', async () => {
    const area = new MemoryArea();
    const sessions: string[] = [];
    const createSession: CreateSession = async (options, given) => {
      const session = await createOrtSession({ ...options, model: new Blob([whole]) }, given);
      sessions.push('opened');
      const release = (): Promise<void> => {
        sessions.push('released');
        return session.release();
      };
      return { ...session, release };
    };
    const store = new ModelStore(area);
    const first = createEngine({ store });
    await first.load(signal);
    await first.unload();
    const { sha256 } = (await store.list()).find(({ path }) => path.endsWith('.onnx'))!;
    const whole = new Uint8Array(await (await area.open(sha256))!.arrayBuffer());
    const damaged = whole.slice();
    damaged[1_000]! ^= 4;
    await area.write(sha256, damaged);
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const engine = createEngine({ store, createSession });
    await engine.load(signal);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('was damaged'));
    warn.mockRestore();
    expect(sessions).toEqual(['opened', 'released', 'opened']);
    expect(new Uint8Array(await (await area.open(sha256))!.arrayBuffer())).toEqual(whole);
    expect(decodeTones((await engine.synthesize(job, signal)).samples)).toEqual([50, 83, 54, 57]);
  });

  it('whose kernels are known is ready before they speak, and who asks for something need not wait for that', async () => {
    const warming = createDeferred<AbortSignal>();
    const runs: number[] = [];
    const createSession: CreateSession = async (options, given) => {
      const session = await createOrtSession(options, given);
      const generator = { by: 'kernels', reason: null, difference: null } as const;
      return {
        ...session,
        generator,
        run: (input, stop) => {
          runs.push(input.tokenIds.length);
          if (runs.length > 1) return session.run(input);
          // It would take for ever.
          warming.resolve(stop!);
          return orAbort(new Promise<never>(() => undefined), stop!);
        },
      };
    };
    const kernelTrust = { has: () => Promise.resolve(true), add: () => Promise.resolve() };
    const engine = createEngine({ createSession, kernelTrust });
    expect(await engine.load(signal)).toMatchObject({ state: 'ready' });
    const stop = await warming.promise;
    expect(stop.aborted).toBe(false);
    const { samples } = await engine.synthesize(job, signal);
    expect(stop.aborted).toBe(true);
    expect(decodeTones(samples)).toEqual([50, 83, 54, 57]);
    expect(runs).toHaveLength(2);
  });
});

function countRuns(onRun: () => void): CreateSession {
  return async (options, createSignal) => {
    const session = await createOrtSession(options, createSignal);
    return {
      ...session,
      run: (input) => {
        onRun();
        return session.run(input);
      },
    };
  };
}
