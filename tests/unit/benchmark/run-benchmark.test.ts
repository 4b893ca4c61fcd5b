import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runBenchmark, type BenchmarkProgress } from '../../../src/benchmark/run-benchmark.ts';
import type { KernelComparison } from '../../../src/contract/kernel-comparison.ts';
import { createStatus } from '../../fixtures/engine-status.ts';

const texts = [
  { name: 'a', text: 'First text.' },
  { name: 'b', text: 'Second text.' },
];

const comparison: KernelComparison = {
  ...{ device: 'wasm', dtype: 'q8', threads: 2, tokens: 100, audioSeconds: 7.5, isInterleaved: true },
  stock: { startMs: 900, runsMs: [8_000] },
  kernels: { startMs: 700, runsMs: [2_000] },
  generator: { by: 'kernels', reason: null, difference: 1e-5 },
};

interface Asked {
  readonly model: string;
  readonly input: string;
  readonly response_format: string;
}

function createServices() {
  const asked: Asked[] = [];
  const configured: unknown[] = [];
  const steps: BenchmarkProgress[] = [];
  const unloads: number[] = [];
  const compared: unknown[] = [];
  const controller = new AbortController();
  const ready = createStatus({ state: 'ready', device: 'wasm', dtype: 'q8', threads: 2 });
  const comparing = { compare: () => Promise.resolve(comparison) };
  const answer: { respond: () => Response } = { respond: () => new Response(new Uint8Array(48_000)) };
  const services = {
    client: {
      engineStatus: () => Promise.resolve(ready),
      configureEngine: (patch: unknown) => {
        configured.push(patch);
        return Promise.resolve(ready);
      },
      loadEngine: () => Promise.resolve(ready),
      unloadEngine: () => {
        unloads.push(asked.length);
        return Promise.resolve(ready);
      },
    },
    compareKernels: (request: unknown): Promise<KernelComparison> => {
      compared.push(request);
      return comparing.compare();
    },
    fetch: (input: RequestInfo | URL, init?: RequestInit) => {
      init?.signal?.throwIfAborted();
      expect(new Request(input).url).toBe('https://app.example/sotto/v1/audio/speech');
      asked.push(JSON.parse(init?.body as string) as Asked);
      return Promise.resolve(answer.respond());
    },
    baseUrl: 'https://app.example/sotto/',
    onProgress: (progress: BenchmarkProgress) => void steps.push(progress),
    signal: controller.signal,
  };
  return { services, asked, configured, steps, controller, answer, unloads, compared, comparing };
}

describe('a benchmark of this device', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { userAgent: 'test', hardwareConcurrency: 2 });
    vi.stubGlobal('crossOriginIsolated', false);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('speaks all texts in each round, after an answer that does not count', async () => {
    const { services, asked, configured, steps } = createServices();
    const plan = { model: 'kokoro-82m', voice: 'af_heart', texts, rounds: 2, comparesKernels: false };
    const report = await runBenchmark(plan, services);
    expect(configured).toEqual([{ model: 'kokoro-82m' }]);
    expect(asked.map(({ input }) => input).slice(1)).toEqual([...texts, ...texts].map(({ text }) => text));
    expect(asked.every((body) => body.model === 'kokoro-82m' && body.response_format === 'pcm')).toBe(true);
    expect(report.rows.map(({ text, audioSeconds, rounds }) => [text, audioSeconds, rounds.length])).toEqual([
      ['a', 1, 2],
      ['b', 1, 2],
    ]);
    expect(report.engine).toEqual({ engine: 'kokoro', device: 'wasm', dtype: 'q8', threads: 2 });
    expect(report.memoryBytes).toBeNull();
    expect(steps.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(steps.every(({ total }) => total === 6)).toBe(true);
  });

  test('the built-in voice is measured without touching the model', async () => {
    const { services, configured, compared } = createServices();
    const plan = { model: 'espeak-ng', voice: 'af_heart', texts, rounds: 1, comparesKernels: true };
    const report = await runBenchmark(plan, services);
    expect(configured).toEqual([]);
    expect(compared).toEqual([]);
    expect(report.engine).toEqual({ engine: 'espeak-ng', device: null, dtype: null, threads: 1 });
  });

  test('the kernels are compared once the engine has let go of its memory', async () => {
    const { services, asked, unloads, compared } = createServices();
    const plan = { model: 'kokoro-82m', voice: 'af_heart', texts, rounds: 1, comparesKernels: true };
    const report = await runBenchmark(plan, services);
    expect(report.kernels).toBe(comparison);
    expect(report.kernelsError).toBeNull();
    expect(unloads).toEqual([asked.length]);
    expect(compared).toEqual([
      {
        ...{ baseUrl: services.baseUrl, model: 'kokoro-82m', dtype: 'q8' },
        ...{ threads: 2, rounds: 1 },
      },
    ]);
  });

  test('a comparison that fails costs nothing else', async () => {
    const { services, comparing } = createServices();
    comparing.compare = () => Promise.reject(new Error('no memory'));
    const plan = { model: 'kokoro-82m', voice: 'af_heart', texts, rounds: 1, comparesKernels: true };
    const report = await runBenchmark(plan, services);
    expect(report.rows).toHaveLength(2);
    expect(report).toMatchObject({ kernels: null, kernelsError: 'no memory' });
  });

  test('ends when it is cancelled', async () => {
    const { services, asked, controller, answer } = createServices();
    answer.respond = () => {
      controller.abort();
      return new Response(new Uint8Array(48_000));
    };
    const plan = { model: 'espeak-ng', voice: 'af_heart', texts, rounds: 1, comparesKernels: true };
    await expect(runBenchmark(plan, services)).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
    expect(asked).toHaveLength(1);
  });

  test('an error of the API is passed on in its words', async () => {
    const { services, answer } = createServices();
    answer.respond = () => new Response('no engine', { status: 503 });
    const plan = { model: 'espeak-ng', voice: 'af_heart', texts, rounds: 1, comparesKernels: true };
    await expect(runBenchmark(plan, services)).rejects.toThrow('no engine');
  });
});
