import { benchmarkTexts } from '../../src/benchmark/texts.ts';
import { openBrowser, type Browser } from './browser.ts';
import { Deadline } from './deadline.ts';
import { observeMachine, toStockThreads } from './machine.ts';
import type { MirrorModel } from './mirror.ts';
import type { BenchOptions } from './options.ts';
import type { BenchReport, RuntimeRow, SpokenText, Visit } from './report.ts';
import { measurePairs, toAudioRatio, toRatios } from './scenarios/pairs.ts';
import { measureRuntime } from './scenarios/runtime.ts';
import { measureShim } from './scenarios/shim.ts';
import { measureAppTexts, measureStockTexts } from './scenarios/texts.ts';
import { measureVisit } from './scenarios/visit.ts';
import { openApp, openStock, type AppSide, type StockSide } from './sides.ts';
import type { Sites } from './sites.ts';

/** From the start of the program: the quick run must be over in 8 minutes, building and closing included. */
const QUICK_BUDGET_MS = 7 * 60_000;
const PAIR_COUNT = 3;

export interface BenchSetup {
  readonly options: BenchOptions;
  readonly model: MirrorModel;
  /** What the model is called in the report. */
  readonly modelName: string;
  readonly sites: Sites;
}

/** Measures everything that the options ask for, in one browser. */
export async function runBench(setup: BenchSetup): Promise<BenchReport> {
  const browser = await openBrowser(setup.options);
  try {
    return await measureAll(setup, browser);
  } finally {
    await browser.close();
  }
}

async function measureAll(
  { options, model, modelName, sites }: BenchSetup,
  browser: Browser,
): Promise<BenchReport> {
  const startedMs = performance.now();
  const readMachine = observeMachine(browser.version);
  const deadline = new Deadline(options.isQuick ? QUICK_BUDGET_MS - startedMs : Infinity);
  const first = await measureFirstVisit(browser, { sites, model });
  const returnVisit = options.isQuick ? null : await measureReturnVisit(first.side, model);
  console.log('What the API costs');
  const shim = await measureShim(first.side);
  const { stock, ...stockLoad } = await loadStock(browser, sites);
  console.log('The paragraph, side by side with kokoro-js');
  const pairs = await measurePairs(
    { app: first.side, stock },
    {
      model: model.id,
      text: benchmarkTexts.paragraph.text,
      maxPairs: PAIR_COUNT,
      deadline,
      onPair: (words) => console.log(`  ${words}`),
    },
  );
  const audioRatio = toAudioRatio(pairs);
  const appMemory = await first.side.memory();
  const more = options.isQuick ? noMore : await measureMore({ app: first.side, stock }, { options, model });
  return {
    version: 1,
    date: new Date().toISOString(),
    quick: options.isQuick,
    durationSeconds: (performance.now() - startedMs) / 1000,
    machine: readMachine(),
    model: { name: modelName, dtypes: [...model.weights.keys()] },
    ratios: toRatios(pairs),
    audioRatio,
    shim,
    pairs,
    firstVisit: first.visit,
    returnVisit,
    stock: stockLoad,
    appMemory,
    ...more,
  };
}

/** What kokoro-js has by default: the same weights on the same processor. Threads are each side's own choice. */
function toPairConfig({ id }: MirrorModel): object {
  return { model: id, device: 'wasm', dtype: 'fp32', threads: 0 };
}

async function measureFirstVisit(
  browser: Browser,
  { sites, model }: { readonly sites: Sites; readonly model: MirrorModel },
): Promise<{ readonly side: AppSide; readonly visit: Visit }> {
  console.log('First visit');
  const { side, readyMs } = await openApp(browser, sites);
  await side.app.configure(toPairConfig(model));
  return { side, visit: await measureVisit(side, { model: model.id, readyMs }) };
}

async function measureReturnVisit({ page, ...side }: AppSide, model: MirrorModel): Promise<Visit> {
  console.log('Second visit');
  await page.reload();
  const readyMs = await side.app.untilReady();
  await side.app.configure(toPairConfig(model));
  return measureVisit({ page, ...side }, { model: model.id, readyMs });
}

async function loadStock(
  browser: Browser,
  sites: Sites,
): Promise<BenchReport['stock'] & { readonly stock: StockSide }> {
  console.log('Loading kokoro-js');
  const stock = await openStock(browser, sites);
  const loadMs = await stock.stock.load({ dtype: 'fp32' });
  const firstAnswer = await stock.stock.generate({ text: benchmarkTexts.tokens20.text });
  return { stock, loadMs, firstAnswer, memory: await stock.memory() };
}

interface More {
  readonly texts: readonly SpokenText[];
  readonly runtime: readonly RuntimeRow[];
}

const noMore: More = { texts: [], runtime: [] };

/** What only the whole run measures: every text with every engine, and the runtime alone. */
async function measureMore(
  { app, stock }: { readonly app: AppSide; readonly stock: StockSide },
  { options, model }: Pick<BenchSetup, 'options' | 'model'>,
): Promise<More> {
  const cores = await app.page.evaluate(() => navigator.hardwareConcurrency);
  const threadCounts = [...new Set([1, Math.min(2, cores)])];
  const all = { texts: Object.values(benchmarkTexts), rounds: 2 };
  console.log('Every text with kokoro-js');
  const texts = [...(await measureStockTexts(stock, { dtype: 'fp32', threads: toStockThreads(cores) }, all))];
  await stock.close();
  for (const dtype of model.weights.keys()) {
    for (const threads of threadCounts) {
      console.log(`Every text: ${dtype}, ${threads} thread(s)`);
      texts.push(...(await measureAppTexts(app, { model: model.id, device: 'wasm', dtype, threads }, all)));
    }
  }
  const short = { texts: [benchmarkTexts.tokens20, benchmarkTexts.tokens100], rounds: 2 };
  if (options.withWebGpu) {
    console.log('WebGPU');
    const choice = { model: model.id, device: 'webgpu', dtype: 'fp32', threads: 0 } as const;
    texts.push(...(await measureAppTexts(app, choice, options.usesRealGpu ? all : short)));
  }
  await app.app.unload();
  return { texts, runtime: await measureRuntimes(app, { model, threadCounts }) };
}

async function measureRuntimes(
  app: AppSide,
  { model, threadCounts }: { readonly model: MirrorModel; readonly threadCounts: readonly number[] },
): Promise<readonly RuntimeRow[]> {
  const rows: RuntimeRow[] = [];
  for (const [dtype, path] of model.weights) {
    console.log(`onnxruntime-web alone: ${dtype}`);
    const weights = `/models/${model.root}/${path}`;
    const tokenCounts = [20, 100, 400];
    rows.push(
      ...(await measureRuntime(app, {
        weights,
        device: 'wasm',
        dtype,
        threadCounts,
        tokenCounts,
        rounds: 2,
      })),
    );
  }
  return rows;
}
