import { benchmarkTexts } from '../../src/benchmark/texts.ts';
import type { Browser } from './browser.ts';
import type { Deadline } from './deadline.ts';
import type { Failures } from './failures.ts';
import type { MirrorModel } from './mirror.ts';
import type { BenchOptions } from './options.ts';
import type { StockLoad } from './report.ts';
import { openApp, openRuntime, openStock, type AppSide, type RuntimeSide, type StockSide } from './sides.ts';
import type { Sites } from './sites.ts';

export interface BenchParts {
  readonly options: BenchOptions;
  readonly model: MirrorModel;
  readonly sites: Sites;
  readonly browser: Browser;
  readonly deadline: Deadline;
  readonly failures: Failures;
}

/** What all parts of the benchmark share; pages are opened when they are first wanted. */
export class Bench {
  readonly parts: BenchParts;
  #app: Promise<AppSide> | null = null;
  #stock: Promise<LoadedStock> | null = null;

  constructor(parts: BenchParts) {
    this.parts = parts;
  }

  /** What kokoro-js has by default: the same weights on the same processor. Threads are each side's own choice. */
  get pairConfig(): object {
    return { model: this.parts.model.id, device: 'wasm', dtype: this.dtype, threads: 0 };
  }

  /** The weights that both sides have wherever they are compared. */
  get dtype(): string {
    return this.parts.model.mainDtype;
  }

  /** The numbers of threads that are compared. */
  get threadCounts(): readonly number[] {
    return this.parts.browser.cores > 1 ? [1, 2] : [1];
  }

  /** Where the page finds the weights of one precision. */
  weightsUrl(dtype: string): string {
    const { model } = this.parts;
    return `/models/${model.weights.get(dtype) ?? ''}`;
  }

  /** The app, its model loaded as for the pairs. */
  app(): Promise<AppSide> {
    this.#app ??= this.#openApp();
    return this.#app;
  }

  /** Takes over the app as it was opened elsewhere. */
  adoptApp(side: AppSide): void {
    this.#app = Promise.resolve(side);
  }

  /** kokoro-js, loaded. */
  stock(): Promise<LoadedStock> {
    this.#stock ??= this.#openStock();
    return this.#stock;
  }

  /** A fresh page for sessions; its user closes it. */
  openRuntime(): Promise<RuntimeSide> {
    return openRuntime(this.parts.browser, this.parts.sites);
  }

  /** Closes the pages of the app and of kokoro-js, so that they take no memory. */
  async closePages(): Promise<void> {
    const [app, stock] = [this.#app, this.#stock];
    this.#app = null;
    this.#stock = null;
    await (await app)?.close();
    await (await stock)?.side.close();
  }

  async #openApp(): Promise<AppSide> {
    const { browser, sites, model } = this.parts;
    const { side } = await openApp(browser, sites);
    await side.app.configure(this.pairConfig);
    await side.app.load();
    await side.app.speak({ model: model.id, voice: 'af_heart', input: benchmarkTexts.tokens20.text });
    await side.memory();
    return side;
  }

  async #openStock(): Promise<LoadedStock> {
    console.log('  Loading kokoro-js');
    const side = await openStock(this.parts.browser, this.parts.sites);
    const loadMs = await side.stock.load({ dtype: this.dtype });
    const firstAnswer = await side.stock.generate({ text: benchmarkTexts.tokens20.text });
    return { side, load: { loadMs, firstAnswer, memory: await side.memory() } };
  }
}

export interface LoadedStock {
  readonly side: StockSide;
  readonly load: StockLoad;
}
