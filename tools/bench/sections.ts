import { benchmarkTexts } from '../../src/benchmark/texts.ts';
import type { Bench } from './bench.ts';
import { toStockThreads } from './machine.ts';
import type { KernelFigures, Measured, SectionName, SpokenText, Visit } from './report.ts';
import { measureAccuracy } from './scenarios/accuracy.ts';
import { measureHearing } from './scenarios/hearing.ts';
import { measureKernels, RATIO_TOKENS } from './scenarios/kernels.ts';
import { measureMemory } from './scenarios/memory.ts';
import { measurePairs } from './scenarios/pairs.ts';
import { measurePlayback } from './scenarios/playback.ts';
import { measureReading } from './scenarios/reading.ts';
import { measureShim } from './scenarios/shim.ts';
import { measureStages } from './scenarios/stages.ts';
import { measureAppTexts, measureStockTexts } from './scenarios/texts.ts';
import { measureVisit } from './scenarios/visit.ts';
import { openApp, openStock, type AppSide } from './sides.ts';

const PAIRS = 3;

/** A part of the benchmark: what it is, in words, and how it is measured. */
export interface SectionProgram {
  readonly title: string;
  /** Whether a quick run has it. */
  readonly isQuick: boolean;
  measure(bench: Bench): Promise<Partial<Measured>>;
}

/** All parts, in the order in which they are measured. */
export const sections: Readonly<Record<SectionName, SectionProgram>> = {
  kernels: { title: 'ONNX Runtime with and without the kernels', isQuick: true, measure: measureAllKernels },
  visits: { title: 'Opening the app', isQuick: true, measure: measureVisits },
  shim: {
    title: 'What the API costs',
    isQuick: true,
    measure: async (bench) => ({ shim: await measureShim(await bench.app()) }),
  },
  pairs: { title: 'The paragraph, beside kokoro-js', isQuick: true, measure: measureParagraph },
  playback: {
    title: 'Three paragraphs in a row',
    isQuick: true,
    measure: async (bench) => ({ playback: await measurePlayback(bench) }),
  },
  texts: { title: 'Every text with every engine', isQuick: false, measure: measureTexts },
  accuracy: {
    title: 'How exact the kernels are',
    isQuick: false,
    measure: async (bench) => ({ accuracy: await measureAccuracy(bench) }),
  },
  memory: {
    title: 'Memory',
    isQuick: false,
    measure: async (bench) => ({ memory: await measureMemory(bench) }),
  },
  hearing: {
    title: 'Writing speech down, beside transformers.js',
    isQuick: false,
    measure: measureHearing,
  },
  stages: {
    title: 'Where the time goes',
    isQuick: false,
    measure: async (bench) => ({ stages: await measureStages(bench) }),
  },
};

/** The figures of a report of which nothing is measured yet. */
export const nothing: Measured = {
  kernels: null,
  reading: null,
  firstVisit: null,
  returnVisit: null,
  stockReturnMs: null,
  shim: null,
  pairs: [],
  stock: null,
  appMemory: null,
  playback: [],
  texts: [],
  accuracy: [],
  memory: [],
  stages: [],
  hearing: [],
  hearingMemory: null,
};

async function measureAllKernels(bench: Bench): Promise<Partial<Measured>> {
  const { options, model, deadline, failures } = bench.parts;
  const side = await bench.openRuntime();
  try {
    const all: KernelFigures[] = [];
    for (const dtype of options.isQuick ? [bench.dtype] : model.weights.keys()) {
      const isMain = dtype === bench.dtype && !options.isQuick;
      all.push(
        await measureKernels(side, {
          dtype,
          weights: bench.weightsUrl(dtype),
          threadCounts: bench.threadCounts,
          tokenCounts: isMain ? [20, RATIO_TOKENS, 200] : [RATIO_TOKENS],
          rounds: options.isQuick || isMain ? PAIRS : 1,
          // Half of a quick run's time is for what comes after.
          deadline: deadline.part(0.5),
          failures,
        }),
      );
    }
    const join = <Key extends keyof KernelFigures>(key: Key): KernelFigures[Key][number][] =>
      all.flatMap((figures) => [...figures[key]] as KernelFigures[Key][number][]);
    const kernels = { pairs: join('pairs'), checks: join('checks'), starts: join('starts') };
    return { kernels, reading: measureReading() };
  } finally {
    await side.close();
  }
}

async function measureVisits(bench: Bench): Promise<Partial<Measured>> {
  const { browser, sites, options, model } = bench.parts;
  const visit = async (): Promise<{ readonly side: AppSide; readonly visit: Visit }> => {
    const openedAtMs = performance.now();
    const { side, readyMs } = await openApp(browser, sites);
    await side.app.configure(bench.pairConfig);
    return {
      side,
      visit: await measureVisit(side, { model: model.id, readyMs, sent: sites.appSent, openedAtMs }),
    };
  };
  const first = await visit();
  if (options.isQuick) {
    bench.adoptApp(first.side);
    return { firstVisit: first.visit };
  }
  await first.side.close();
  const second = await visit();
  bench.adoptApp(second.side);
  return {
    firstVisit: first.visit,
    returnVisit: second.visit,
    stockReturnMs: await measureStockReturn(bench),
  };
}

/** Has kokoro-js fetch the model in one page and start with it in another. */
async function measureStockReturn(bench: Bench): Promise<number> {
  const { parts, dtype } = bench;
  const load = async (): Promise<number> => {
    const side = await openStock(parts.browser, parts.sites);
    const ms = await side.stock.load({ dtype });
    await side.memory();
    await side.close();
    return ms;
  };
  await load();
  const ms = await load();
  console.log(`  kokoro-js started in ${(ms / 1000).toFixed(1)} s with the model in the browser's cache`);
  return ms;
}

async function measureParagraph(bench: Bench): Promise<Partial<Measured>> {
  const { model, deadline, failures } = bench.parts;
  const app = await bench.app();
  const { side: stock, load } = await bench.stock();
  const { text } = benchmarkTexts.paragraph;
  const options = { model: model.id, text, maxPairs: PAIRS, deadline, failures };
  const pairs = await measurePairs({ app, stock }, options);
  return { pairs, stock: load, appMemory: await app.memory() };
}

async function measureTexts(bench: Bench): Promise<Partial<Measured>> {
  const { model, options, browser, failures } = bench.parts;
  const texts: SpokenText[] = [];
  const measure = async (title: string, work: () => Promise<readonly SpokenText[]>): Promise<void> => {
    console.log(`  ${title}`);
    texts.push(...((await failures.attempt(`every text with ${title}`, work)) ?? []));
  };
  const all = Object.values(benchmarkTexts);
  const app = await bench.app();
  const { side: stock, load } = await bench.stock();
  const facts = { dtype: bench.dtype, threads: toStockThreads(browser.cores) };
  await measure('kokoro-js', () => measureStockTexts(stock, facts, { texts: all, rounds: 1 }));
  for (const dtype of model.weights.keys()) {
    for (const threads of bench.threadCounts) {
      const choice = { model: model.id, device: 'wasm', dtype, threads } as const;
      await measure(`${dtype}, ${threads} thread(s)`, () =>
        measureAppTexts(app, choice, { texts: all, rounds: 2 }),
      );
    }
  }
  if (options.withWebGpu) {
    const choice = { model: model.id, device: 'webgpu', dtype: 'auto', threads: 0 } as const;
    const some = options.usesRealGpu ? all : [benchmarkTexts.tokens20, benchmarkTexts.tokens100];
    await measure('WebGPU', () => measureAppTexts(app, choice, { texts: some, rounds: 2 }));
  }
  await app.app.configure(bench.pairConfig);
  return { texts, stock: load };
}
