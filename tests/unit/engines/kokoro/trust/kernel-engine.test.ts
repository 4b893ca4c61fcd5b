import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSplitSessions } from '../../../../../src/engines/kokoro/session/split-sessions.ts';
import { createKernelTrust } from '../../../../../src/engines/kokoro/trust/kernel-trust.ts';
import type { KokoroEngine } from '../../../../../src/engines/kokoro/kokoro-engine.ts';
import type { EngineStatus } from '../../../../../src/contract/engine-status.ts';
import type { CreateSession } from '../../../../../src/engines/kokoro/session/session.ts';
import { MemoryArea } from '../../../../../src/models/store/memory-area.ts';
import { buildKernels, KERNELS_DIR } from '../../../../../tools/kernels/build-kernels.ts';
import { writeShapeMirror } from '../../../../../tools/shape-model.ts';
import { startFileServer, type FileServer } from '../../../../fixtures/file-server.ts';
import { createNodeEngine, toneJob } from '../../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../../fixtures/tone-server.ts';

const { signal } = new AbortController();
const VOICE = join(import.meta.dirname, '../../../../../node_modules/kokoro-js/voices/af_heart.bin');

async function serveFolder(server: FileServer, prefix: string, dir: string): Promise<void> {
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    server.files.set(`${prefix}/${relative(dir, path).split(sep).join('/')}`, await readFile(path));
  }
}

const noWorkers = (): never => {
  throw new Error('There is no isolation here, so there are no more threads.');
};

describe('the engine with kernels', () => {
  const createSession = createSplitSessions(noWorkers);
  let shape: FileServer;
  let tone: FileServer;
  let engine: KokoroEngine | null = null;
  /** Signs of life of the last load, in order. */
  const steps: number[] = [];

  function open(
    server: FileServer,
    area = new MemoryArea(),
    create: CreateSession = createSession,
  ): KokoroEngine {
    const kernelTrust = createKernelTrust(area, 'test');
    steps.length = 0;
    const onStatus = ({ state, loadSteps }: EngineStatus): void => {
      if (state === 'loading' && loadSteps !== undefined) steps.push(loadSteps);
    };
    engine = createNodeEngine(server.baseUrl, { createSession: create, kernelTrust, onStatus });
    return engine;
  }

  beforeAll(async () => {
    await buildKernels();
    [shape, tone] = await Promise.all([startFileServer(), startToneServer()]);
    const dir = await mkdtemp(join(tmpdir(), 'shape-'));
    await writeShapeMirror(dir, { width: 'small' });
    await serveFolder(shape, 'models', dir);
    await rm(dir, { recursive: true });
    for (const server of [shape, tone]) await serveFolder(server, 'kernels', KERNELS_DIR);
    shape.files.set('voices/af_heart.bin', await readFile(VOICE));
  }, 120_000);

  afterEach(async () => {
    await engine?.unload();
    engine = null;
  });

  afterAll(() => Promise.all([shape.close(), tone.close()]));

  it('speaks on them once they were compared, and trusts them the next time', async () => {
    const area = new MemoryArea();
    const status = await open(shape, area).load(signal);
    expect(status.generator).toMatchObject({ by: 'kernels', reason: null });
    expect(status.generator?.difference).toBeLessThan(1e-3);
    // The reference starts and speaks, and the kernels start and speak, so that nothing is left to warm up.
    expect([...new Set(steps)]).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    const result = await engine!.synthesize(toneJob, signal);
    expect(result).not.toHaveProperty('generator');
    expect(result.samples.length).toBe(600 * result.durations!.reduce((sum, count) => sum + count, 0));
    await engine!.unload();
    expect(engine!.status().generator).toBe(null);
    const again = await open(shape, area).load(signal);
    expect(again.generator).toMatchObject({ by: 'kernels', reason: null, difference: null });
    expect(again.generator?.build?.file).toMatch(/^kernels(-relaxed)?\.wasm$/);
  });

  it('speaks without them where the model is another, and says so', async () => {
    const status = await open(tone).load(signal);
    expect(status.generator).toMatchObject({ by: 'onnxruntime', reason: expect.any(String) as string });
    expect((await engine!.synthesize(toneJob, signal)).samples.length).toBeGreaterThan(0);
  });

  it('makes a segment again without them where they fail, and says so until it is unloaded', async () => {
    let runs = 0;
    const create: CreateSession = async (options, given) => {
      const session = await createSession(options, given);
      if (options.split?.tail !== 'kernels') return session;
      return {
        ...session,
        // The first is compared.
        run: (input, runSignal) =>
          ++runs === 2
            ? Promise.reject(new Error('A kernel thread was lost'))
            : session.run(input, runSignal),
      };
    };
    const status = await open(shape, new MemoryArea(), create).load(signal);
    expect(status.generator?.by).toBe('kernels');
    const result = await engine!.synthesize(toneJob, signal);
    expect(result.samples.length).toBe(600 * result.durations!.reduce((sum, count) => sum + count, 0));
    expect(engine!.status().generator).toMatchObject({
      by: 'onnxruntime',
      reason: 'they failed: A kernel thread was lost',
    });
    await engine!.unload();
    expect((await engine!.load(signal)).generator?.by).toBe('kernels');
  });

  it('loads the whole model where they cannot be started', async () => {
    const asked: unknown[] = [];
    const kernelsUrl = new URL('nowhere/', shape.baseUrl).href;
    const create: CreateSession = (options, given) => {
      const { split } = options;
      asked.push(split?.tail);
      const missing = { ...options, split: { tail: 'kernels', kernelsUrl } } as const;
      return createSession(split?.tail === 'kernels' ? missing : options, given);
    };
    const status = await open(shape, new MemoryArea(), create).load(signal);
    expect(status.state).toBe('ready');
    expect(asked).toEqual(['onnxruntime', 'kernels', undefined]);
    expect(status.generator?.by).toBe('onnxruntime');
    expect(status.generator?.reason).toContain('404');
  });

  it.each([
    [
      'are off, and compares them again on the next load',
      (sample: number) => 1.002 * sample,
      /differed by 0\.20 %/,
      2,
    ],
    ['give what is no number', () => NaN, /differed altogether/, 1],
  ])('speaks without them where they %s', async (...[, spoil, reason, loads]) => {
    const area = new MemoryArea();
    const asked: unknown[] = [];
    let released = 0;
    const create: CreateSession = async (options, given) => {
      asked.push(options.split?.tail);
      const session = await createSession(options, given);
      const isWrong = options.split?.tail === 'kernels';
      return {
        ...session,
        run: async (input, runSignal) => {
          const output = await session.run(input, runSignal);
          return isWrong ? { ...output, samples: output.samples.map(spoil) } : output;
        },
        release: () => {
          released += 1;
          return session.release();
        },
      };
    };
    const status = await open(shape, area, create).load(signal);
    expect(status.generator).toMatchObject({
      by: 'onnxruntime',
      reason: expect.stringMatching(reason) as string,
    });
    expect(asked).toEqual(['onnxruntime', 'kernels', undefined]);
    expect(released).toBe(2);
    for (let load = 1; load < loads; load += 1) {
      await engine!.unload();
      await engine!.load(signal);
    }
    expect(asked).toHaveLength(3 * loads);
  });

  it('speaks without them where there is no voice to compare them with', async () => {
    const voice = shape.files.get('voices/af_heart.bin')!;
    shape.files.delete('voices/af_heart.bin');
    const status = await open(shape).load(signal);
    shape.files.set('voices/af_heart.bin', voice);
    expect(status.generator).toMatchObject({
      by: 'onnxruntime',
      reason: expect.stringContaining('could not be compared') as string,
    });
  });

  it('never holds two models, and none when the first load is called off', async () => {
    let living = 0;
    let most = 0;
    const create: CreateSession = async (options, given) => {
      living += 1;
      most = Math.max(most, living);
      const session = await createSession(options, given);
      return {
        ...session,
        run: async (input, runSignal) => {
          const output = await session.run(input, runSignal);
          if (options.split?.tail === 'kernels') void engine!.unload();
          return output;
        },
        release: () => {
          living -= 1;
          return session.release();
        },
      };
    };
    const load = open(shape, new MemoryArea(), create).load(signal);
    await expect(load).rejects.toThrow('The model was unloaded.');
    await expect.poll(() => living).toBe(0);
    expect(most).toBe(1);
    expect(engine!.status().state).toBe('idle');
  });
});
