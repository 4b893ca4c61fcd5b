import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import { Deadline } from '../../../tools/bench/deadline.ts';
import { Failures } from '../../../tools/bench/failures.ts';
import { toAudioRatio, toRatios } from '../../../tools/bench/ratios.ts';
import type { KernelCheck, KernelPair, Pair } from '../../../tools/bench/report.ts';
import { nothing } from '../../../tools/bench/sections.ts';
import { measureReading } from '../../../tools/bench/scenarios/reading.ts';
import { measurePairs } from '../../../tools/bench/scenarios/pairs.ts';
import type { AppSide, StockSide } from '../../../tools/bench/sides.ts';

function heard(firstSoundMs: number, totalMs: number, audioSeconds = 10): HeardSpeech {
  return { firstSoundMs, totalMs, audioSeconds, stallSeconds: 0 };
}

function pair(app: HeardSpeech, stockGenerate: HeardSpeech, streamMs: number): Pair {
  return { app, stockGenerate, stockStream: { firstSoundMs: streamMs } };
}

function kernelPair(stockMs: number, kernelsMs: number, patch: Partial<KernelPair> = {}): KernelPair {
  const run = (totalMs: number): KernelPair['stock'] => ({ totalMs, audioSeconds: 1 });
  const pair = { dtype: 'fp32', threads: 1, tokens: 100, stock: run(stockMs), kernels: run(kernelsMs) };
  return { ...pair, ...patch };
}

function check(difference: number, dtype = 'fp32'): KernelCheck {
  return { dtype, threads: 1, tokens: 100, difference };
}

/** Two sides that answer at once and note who was asked for what; the app's answers may be replaced. */
function createSides(speak: () => Promise<HeardSpeech> = () => Promise.resolve(heard(1, 1))): {
  readonly app: AppSide;
  readonly stock: StockSide;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const answer = (name: string, work: () => Promise<HeardSpeech>) => () => {
    asked.push(name);
    return work();
  };
  const stock = (name: string) => answer(name, () => Promise.resolve(heard(1, 1)));
  return {
    asked,
    app: { app: { speak: answer('app', speak) } } as unknown as AppSide,
    stock: {
      stock: { generate: stock('generate'), streamFirst: stock('stream') },
    } as unknown as StockSide,
  };
}

function createOptions(maxPairs: number, deadline = new Deadline(Infinity)) {
  const failures = new Failures(new AbortController().signal);
  return { model: 'kokoro-82m', text: 'Text.', maxPairs, deadline, failures };
}

beforeEach(() => {
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the ratios of a benchmark', () => {
  test('each is the median of the ratios of the pairs', () => {
    const pairs = [
      pair(heard(500, 5_000), heard(10_000, 10_000), 1_000),
      pair(heard(1_000, 5_000), heard(10_000, 20_000), 1_000),
      pair(heard(9_000, 5_000), heard(10_000, 5_000), 1_000),
    ];
    expect(toRatios({ ...nothing, pairs }, 'fp32')).toMatchObject({
      ttfaVsStockGenerate: 0.1,
      ttfaVsStockStream: 1,
      throughputVsStock: 2,
    });
  });

  test('throughput counts sound, so a side that makes less of it gains nothing', () => {
    const pairs = [pair(heard(1, 1_000, 5), heard(1, 2_000, 10), 1)];
    expect(toRatios({ ...nothing, pairs }, 'fp32').throughputVsStock).toBe(1);
    expect(toAudioRatio(pairs)).toBe(0.5);
  });

  test('the kernels are compared with as many threads, with the same weights, at the one length that counts', () => {
    const pairs = [
      ...[kernelPair(4, 1), kernelPair(6, 1), kernelPair(5, 1)],
      ...[kernelPair(9, 3, { threads: 2 }), kernelPair(50, 1, { dtype: 'q8' })],
      kernelPair(70, 1, { tokens: 20 }),
    ];
    const kernels = { pairs, checks: [check(1e-5), check(0.02, 'q8')], starts: [] };
    expect(toRatios({ ...nothing, kernels, accuracy: [check(3e-5)] }, 'fp32')).toMatchObject({
      kernelsSpeedup1Thread: 5,
      kernelsSpeedup2Threads: 3,
      kernelsRelativeRms: 3e-5,
    });
  });

  test('reading is compared with the fastest kernels, a letter for a token', () => {
    const kernels = {
      pairs: [kernelPair(400, 100), kernelPair(300, 50, { threads: 2 }), kernelPair(9, 9, { tokens: 20 })],
      checks: [],
      starts: [],
    };
    const reading = { ms: 4, letters: 800 };
    expect(toRatios({ ...nothing, kernels, reading }, 'fp32').readingShare).toBeCloseTo(0.01);
    expect(toRatios({ ...nothing, reading }, 'fp32').readingShare).toBeNull();
    expect(measureReading()).toMatchObject({ letters: expect.any(Number) as number });
  });

  test('a first load is compared by the most memory, a later one by its start', () => {
    const memory = { residentBytes: 5, peakBytes: 900 };
    const visit = {
      readyMs: 1,
      load: { totalMs: 1, downloadMs: 1, startMs: 1 },
      generator: null,
      fetchedBytes: 1,
    };
    const firstVisit = { ...visit, firstAnswer: heard(1, 1), memory };
    const stock = { loadMs: 1, firstAnswer: heard(1, 1), memory: { residentBytes: 9, peakBytes: 1_000 } };
    expect(toRatios({ ...nothing, firstVisit, stock }, 'q8').firstLoadMemoryVsStock).toBe(0.9);
    expect(toRatios({ ...nothing, firstVisit }, 'q8').firstLoadMemoryVsStock).toBeNull();
    const returnVisit = { ...firstVisit, load: { totalMs: 500, downloadMs: 0, startMs: 500 } };
    expect(toRatios({ ...nothing, returnVisit, stockReturnMs: 2_500 }, 'q8').returnStartVsStock).toBe(0.2);
    expect(toRatios({ ...nothing, returnVisit }, 'q8').returnStartVsStock).toBeNull();
  });

  test('writing down is compared for the longest sound', () => {
    const text = (ms: number) => ({ text: 'Yes.', ms, processorMs: null });
    const hearing = [
      { audioSeconds: 20, threads: 1, app: text(10), stock: text(10) },
      ...[12, 13, 20].map((ms) => ({ audioSeconds: 90, threads: 1, app: text(10), stock: text(ms) })),
    ];
    expect(toRatios({ ...nothing, hearing }, 'q8').hearingVsStock).toBe(1.3);
  });

  test('what was not measured has no ratio', () => {
    const ratios = toRatios(nothing, 'fp32');
    expect(Object.values(ratios)).toEqual(Array(10).fill(null));
    expect(toAudioRatio([])).toBeNull();
  });
});

describe('the comparison with kokoro-js', () => {
  test('the sides take turns in going first', async () => {
    const sides = createSides();
    expect(await measurePairs(sides, createOptions(2))).toHaveLength(2);
    expect(sides.asked).toEqual(['app', 'stream', 'generate', 'stream', 'generate', 'app']);
  });

  test('one pair is measured however late it is, and no more', async () => {
    expect(await measurePairs(createSides(), createOptions(3, new Deadline(-1)))).toHaveLength(1);
  });

  test('a pair that fails is told of, and the others count', async () => {
    let calls = 0;
    const sides = createSides(() => {
      calls += 1;
      return calls === 2 ? Promise.reject(new Error('No sound.')) : Promise.resolve(heard(1, 1));
    });
    const options = createOptions(3);
    expect(await measurePairs(sides, options)).toHaveLength(2);
    expect(options.failures.list).toEqual([
      { section: 'kernels', what: 'pair 2 of the paragraph', message: 'No sound.' },
    ]);
  });

  test('sides that cannot have spoken the same text are not compared', async () => {
    const options = createOptions(1);
    const sides = createSides(() => Promise.resolve(heard(1, 1, 5)));
    expect(await measurePairs(sides, options)).toEqual([]);
    expect(options.failures.list[0]?.message).toMatch(/0\.50 times as much/);
  });
});

describe('the failures of a benchmark', () => {
  test('show nothing of where the project lies', async () => {
    const failures = new Failures(new AbortController().signal);
    const path = new URL('../../../tools/bench', import.meta.url).pathname;
    await failures.attempt('this', () => Promise.reject(new Error(`No ${path}\nat somewhere`)));
    expect(failures.list[0]?.message).toBe('No ./tools/bench');
  });

  test('are passed on once the run is interrupted', async () => {
    const controller = new AbortController();
    const failures = new Failures(controller.signal);
    const work = (): Promise<never> => {
      controller.abort();
      return Promise.reject(new Error('The browser is gone.'));
    };
    await expect(failures.attempt('this', work)).rejects.toThrow('aborted');
    expect(failures.list).toEqual([]);
  });
});
