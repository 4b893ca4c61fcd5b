import { describe, expect, test } from 'vitest';
import { toBarChart } from '../../../tools/bench/bar-chart.ts';
import { parseOptions } from '../../../tools/bench/options.ts';
import type { BenchReport } from '../../../tools/bench/report.ts';
import { toMarkdown } from '../../../tools/bench/to-markdown.ts';

const heard = { firstSoundMs: 800, totalMs: 3_000, audioSeconds: 2, stallSeconds: 0.25 };
const visit = {
  readyMs: 400,
  load: { totalMs: 9_000, downloadMs: 5_000, startMs: 4_000 },
  firstAnswer: heard,
  memory: { residentBytes: 1e9, peakBytes: 2e9 },
};
const report: BenchReport = {
  version: 1,
  date: '2026-03-04T05:06:07.000Z',
  quick: false,
  durationSeconds: 60,
  machine: {
    cpu: 'A processor',
    cores: 2,
    memoryGib: 8,
    platform: 'linux x64',
    node: 'v20',
    browser: 'Chromium',
    loadAtStart: 0.1,
    loadAtEnd: 2,
  },
  model: { name: 'shape model', dtypes: ['fp32'] },
  ratios: { ttfaVsStockGenerate: 0.0625, ttfaVsStockStream: 0.5, throughputVsStock: 1.75 },
  audioRatio: 1.2,
  shim: { overheadMs: 4.25, throughputRatio: 0.985, overheadsMs: [4.25], ratios: [0.985] },
  pairs: [],
  firstVisit: visit,
  returnVisit: null,
  stock: { loadMs: 7_000, firstAnswer: heard, memory: null },
  appMemory: null,
  texts: [
    { side: 'sotto', device: 'wasm', dtype: 'fp32', threads: 1, text: '20 tokens', rounds: [heard, heard] },
  ],
  runtime: [
    {
      device: 'wasm',
      dtype: 'fp32',
      threads: 2,
      startMs: 1_000,
      warmUpMs: 500,
      runs: [
        { tokens: 20, totalMs: 1_000, audioSeconds: 2 },
        { tokens: 20, totalMs: 3_000, audioSeconds: 2 },
        { tokens: 100, totalMs: 500, audioSeconds: 2 },
      ],
    },
  ],
};

describe('the document of a benchmark', () => {
  const text = toMarkdown(report, { firstSound: 'a.svg', realTimeFactor: 'b.svg' });

  test('shows the ratios, each text and each runtime with its medians', () => {
    expect(text).toContain('# Benchmark of 2026-03-04');
    expect(text).toContain('| time to first sound, against `generate` | 0.063 | less is faster |');
    expect(text).toContain('| sotto | fp32, 1 thread | 20 tokens | 0.80 s | 1.50 | 2.0 s | 0.25 s |');
    expect(text).toContain('| fp32, 2 threads | 1.00 s | 0.50 s | 20 | 1.00 |');
    expect(text).toContain('| fp32, 2 threads | 1.00 s | 0.50 s | 100 | 0.25 |');
  });

  test('every row of a table has as many cells as its head', () => {
    for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
      const widths = table
        .trimEnd()
        .split('\n')
        .map((line) => line.split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });
});

test('a chart draws bars in proportion, one colour a series, and escapes its words', () => {
  const svg = toBarChart({
    title: 'a < b',
    unit: 's',
    bars: [
      { label: 'one', value: 1, series: 'x' },
      { label: 'two', value: 2, series: 'y' },
      { label: 'half & half', value: 1, series: 'x' },
    ],
  });
  const rects = [...svg.matchAll(/<rect .*?width="([\d.]+)".*?fill="(.*?)"/g)];
  const [first, second, third] = rects.map(([, width, fill]) => ({ width: Number(width), fill }));
  expect(second!.width).toBeCloseTo(2 * first!.width, 0);
  expect(third!.fill).toBe(first!.fill);
  expect(second!.fill).not.toBe(first!.fill);
  expect(svg).not.toMatch(/a < b|half & half/);
});

describe('the command line of the benchmark', () => {
  test('is quick, and writes where it is told', () => {
    const options = parseOptions(['--quick', '--out', 'x.json']);
    expect(options).toMatchObject({ isQuick: true, out: 'x.json', withWebGpu: false });
  });

  test('leaves WebGPU out of a quick run, and takes it in with a real GPU', () => {
    expect(parseOptions(['--quick', '--webgpu']).withWebGpu).toBe(false);
    expect(parseOptions(['--gpu'])).toMatchObject({ withWebGpu: true, usesRealGpu: true });
  });

  test('refuses what it does not know', () => {
    expect(() => parseOptions(['--fast'])).toThrow(TypeError);
  });
});
