import { describe, expect, test } from 'vitest';
import type { HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import { Deadline } from '../../../tools/bench/deadline.ts';
import type { Pair } from '../../../tools/bench/report.ts';
import { measurePairs, toAudioRatio, toRatios } from '../../../tools/bench/scenarios/pairs.ts';
import type { AppSide, StockSide } from '../../../tools/bench/sides.ts';

function heard(firstSoundMs: number, totalMs: number, audioSeconds = 10): HeardSpeech {
  return { firstSoundMs, totalMs, audioSeconds, stallSeconds: 0 };
}

function pair(app: HeardSpeech, stockGenerate: HeardSpeech, streamMs: number): Pair {
  return { app, stockGenerate, stockStream: { firstSoundMs: streamMs } };
}

/** Two sides that answer at once and note who was asked for what. */
function createSides(): { readonly app: AppSide; readonly stock: StockSide; readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (name: string) => () => {
    asked.push(name);
    return Promise.resolve(heard(1, 1));
  };
  return {
    asked,
    app: { app: { speak: answer('app') } } as unknown as AppSide,
    stock: {
      stock: { generate: answer('generate'), streamFirst: answer('stream') },
    } as unknown as StockSide,
  };
}

describe('the comparison with kokoro-js', () => {
  test('each ratio is the median of the ratios of the pairs', () => {
    const pairs = [
      pair(heard(500, 5_000), heard(10_000, 10_000), 1_000),
      pair(heard(1_000, 5_000), heard(10_000, 20_000), 1_000),
      pair(heard(9_000, 5_000), heard(10_000, 5_000), 1_000),
    ];
    expect(toRatios(pairs)).toEqual({ ttfaVsStockGenerate: 0.1, ttfaVsStockStream: 1, throughputVsStock: 2 });
  });

  test('throughput counts sound, so a side that makes less of it gains nothing', () => {
    const pairs = [pair(heard(1, 1_000, 5), heard(1, 2_000, 10), 1)];
    expect(toRatios(pairs).throughputVsStock).toBe(1);
  });

  test('sides that cannot have spoken the same text are not compared', () => {
    expect(toAudioRatio([pair(heard(1, 1, 12), heard(1, 1, 10), 1)])).toBe(1.2);
    expect(() => toAudioRatio([pair(heard(1, 1, 5), heard(1, 1, 10), 1)])).toThrow(/0\.50 times as much/);
  });

  test('the sides take turns in going first', async () => {
    const sides = createSides();
    const pairs = await measurePairs(sides, {
      model: 'kokoro-82m',
      text: 'Text.',
      maxPairs: 2,
      deadline: new Deadline(Infinity),
    });
    expect(pairs).toHaveLength(2);
    expect(sides.asked).toEqual(['app', 'stream', 'generate', 'stream', 'generate', 'app']);
  });

  test('one pair is measured however late it is, and no more', async () => {
    const sides = createSides();
    const options = { model: 'kokoro-82m', text: 'Text.', maxPairs: 3, deadline: new Deadline(-1) };
    expect(await measurePairs(sides, options)).toHaveLength(1);
  });
});
