import { describe, expect, test } from 'vitest';
import { toJson } from '../../../src/benchmark/benchmark-page.ts';
import { toBarChart } from '../../../tools/bench/bar-chart.ts';
import { parseOptions } from '../../../tools/bench/options.ts';
import { fromJson } from '../../../tools/bench/from-json.ts';
import { toRatios } from '../../../tools/bench/ratios.ts';
import type { BenchReport, Measured } from '../../../tools/bench/report.ts';
import { nothing } from '../../../tools/bench/sections.ts';
import { toMarkdown } from '../../../tools/bench/to-markdown.ts';

const heard = { firstSoundMs: 800, totalMs: 3_000, audioSeconds: 2, stallSeconds: 0.25 };
const visit = {
  readyMs: 400,
  fetchedBytes: 2_345_678,
  load: { totalMs: 9_000, downloadMs: 5_000, startMs: 4_000 },
  generator: { by: 'kernels', reason: null, difference: 1e-5 },
  firstAnswer: heard,
  memory: { residentBytes: 1e9, peakBytes: 2e9 },
} as const;
const empty: BenchReport = {
  version: 2,
  date: '2026-03-04T05:06:07.000Z',
  quick: false,
  machine: {
    cpu: 'A processor',
    cores: 2,
    memoryGib: 8,
    platform: 'linux x64',
    node: 'v20',
    browser: 'Chromium',
    loadAtStart: 0.1,
  },
  model: { name: 'shape model', isOfficial: false, dtypes: ['fp32'], mainDtype: 'fp32' },
  ratios: toRatios(nothing, 'fp32'),
  audioRatio: null,
  sections: [],
  failures: [],
  ...nothing,
};
const measured: Measured = {
  kernels: {
    pairs: [4_000, 6_000, 20_000].map((totalMs) => ({
      ...{ dtype: 'fp32', threads: 2, tokens: 100 },
      stock: { totalMs, audioSeconds: 7.5 },
      kernels: { totalMs: 1_000, audioSeconds: 7.5 },
    })),
    checks: [{ dtype: 'fp32', threads: 2, tokens: 100, difference: 1.4e-5 }],
    starts: [],
  },
  reading: { ms: 4, letters: 800 },
  hearing: [
    {
      ...{ audioSeconds: 20, threads: 1 },
      app: { text: 'Yes.', ms: 4_000, processorMs: 5_000 },
      stock: { text: 'Yes.', ms: 6_000, processorMs: 10_000 },
    },
  ],
  hearingMemory: {
    minutes: 20,
    samples: [{ heardSeconds: 600, residentBytes: 5e8 }],
    residentBytes: 5e8,
    bytesPerHour: 3e6,
  },
  firstVisit: visit,
  returnVisit: null,
  stockReturnMs: null,
  shim: { overheadMs: 4.25, throughputRatio: 0.985, overheadsMs: [4.25], ratios: [0.985] },
  pairs: [
    {
      app: { ...heard, firstSoundMs: 625 },
      stockGenerate: { ...heard, firstSoundMs: 10_000, totalMs: 12_000 },
      stockStream: { firstSoundMs: 1_250 },
    },
  ],
  stock: { loadMs: 7_000, firstAnswer: heard, memory: null },
  appMemory: null,
  playback: [heard],
  texts: [
    { side: 'sotto', device: 'wasm', dtype: 'fp32', threads: 1, text: '20 tokens', rounds: [heard, heard] },
  ],
  accuracy: [{ dtype: 'fp32', threads: 2, tokens: 500, difference: 2e-5 }],
  memory: [{ what: 'kernels, later', tokens: 200, memory: { residentBytes: 5e8, peakBytes: 6e8 } }],
  stages: [
    {
      ...{ threads: 1, tokens: 200, audioSeconds: 15 },
      stages: [
        { stage: 'front', ms: 250 },
        { stage: 'kernels', ms: 750 },
      ],
      kernels: [{ stage: 'kernel 11', ms: 750 }],
      ...{ directGflops: 170, productGflops: 45, peakGflops: 60 },
    },
  ],
};
const report: BenchReport = {
  ...empty,
  ...measured,
  ratios: toRatios(measured, 'fp32'),
  audioRatio: 1.2,
  sections: [
    { name: 'pairs', date: '2026-03-04T05:06:07.000Z', durationSeconds: 60, othersBusyCores: 0.125 },
  ],
  failures: [{ section: 'pairs', what: 'pair 2 of the paragraph', message: 'No sound.' }],
};
const plots = { firstSound: 'a.svg', realTimeFactor: 'b.svg' };

function tablesOf(text: string): readonly string[] {
  return text.split('\n\n').filter((part) => part.startsWith('|'));
}

describe('the document of a benchmark', () => {
  const text = toMarkdown(report, plots);

  test('shows the ratios, and each text with its medians', () => {
    expect(text).toContain('# Benchmark of 2026-03-04');
    expect(text).toContain('| time to first sound, over `generate` of kokoro-js | 0.063 | less is faster |');
    expect(text).toContain('| time to first sound, over `stream` of kokoro-js | 0.500 | less is faster |');
    expect(text).toContain('| ONNX Runtime alone over the kernels, 2 threads | 6.00 | more is faster |');
    expect(text).toContain('| sotto | fp32, 1 thread | 20 tokens | 0.80 s | 1.50 | 2.0 s | 0.25 s |');
  });

  test('shows the kernels beside ONNX Runtime, how exact they are, and where their time goes', () => {
    expect(text).toContain('| fp32 | 2 | 100 | 7.5 s | 6.00 s | 1.00 s | 6.00 | 3 |');
    expect(text).toContain('| fp32 | 2 | 500 | 2.0e-5 |');
    expect(text).toContain('| front | 250 ms | 25.0 % |');
    expect(text).toContain('45 GFLOP/s in products, 75 % of the 60 GFLOP/s');
  });

  test('shows how speech is written down, beside transformers.js, and in how much memory', () => {
    expect(text).toContain('| writing speech down, transformers.js over Sotto | 1.50 | more is faster |');
    expect(text).toContain('| 20.0 s | 0.20 | 0.30 | 1.50 | 2.00 |');
    expect(text).toContain('500 MB after the fifth minute, and 3 MB more for each hour');
  });

  test('tells of gaps, of failures, and of what else the machine did', () => {
    expect(text).toContain('Gaps after Sotto’s first sound: 0.25 s in 1 paragraphs.');
    expect(text).toContain('Gaps while three paragraphs played: 0.25 s in 1 rounds.');
    expect(text).toContain('- Failed: pair 2 of the paragraph: No sound.');
    expect(text).toContain('| pairs | 2026-03-04 05:06 | 60 s | 0.13 |');
  });

  test('says so where the weights are not Kokoro’s own', () => {
    const warning = 'These are not figures of Kokoro itself';
    expect(text).toContain(warning);
    const model = { ...report.model, isOfficial: true };
    expect(toMarkdown({ ...report, model }, plots)).not.toContain(warning);
  });

  test('every row of a table has as many cells as its head', () => {
    for (const table of tablesOf(text)) {
      const widths = table
        .trimEnd()
        .split('\n')
        .map((line) => line.split('|').length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('leaves out what was not measured', () => {
    const bare = toMarkdown(empty, { firstSound: null, realTimeFactor: null });
    expect(bare).toContain('Nothing failed.');
    expect(bare).not.toMatch(/null|undefined|NaN|!\[/);
    expect(tablesOf(bare)).toHaveLength(1);
  });
});

test('a report that was written is read back as it was, to six digits', () => {
  expect(fromJson(toJson(report))).toEqual(report);
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
    expect(() => parseOptions(['--quick', '--webgpu'])).toThrow(/--quick measures no WebGPU/);
    expect(() => parseOptions(['--quick', '--gpu'])).toThrow(TypeError);
    expect(parseOptions(['--gpu'])).toMatchObject({ withWebGpu: true, usesRealGpu: true });
  });

  test('measures all parts, or those that are named', () => {
    expect(parseOptions([]).only).toBeNull();
    expect(parseOptions(['--only', 'kernels,stages']).only).toEqual(['kernels', 'stages']);
    expect(() => parseOptions(['--only', 'kernels,all'])).toThrow(/no part 'all'/);
  });

  test('refuses what it does not know', () => {
    expect(() => parseOptions(['--fast'])).toThrow(TypeError);
  });
});
