import { Bench } from './bench.ts';
import { openBrowser, type Browser } from './browser.ts';
import { observeOthers } from './busy-cores.ts';
import { Deadline } from './deadline.ts';
import { Failures } from './failures.ts';
import { describeMachine } from './machine.ts';
import type { MirrorModel } from './mirror.ts';
import type { BenchOptions } from './options.ts';
import { toAudioRatio, toRatios } from './ratios.ts';
import {
  SECTION_NAMES,
  type BenchReport,
  type Failure,
  type Measured,
  type Section,
  type SectionName,
} from './report.ts';
import { nothing, sections } from './sections.ts';
import type { Sites } from './sites.ts';

/** From the start of the program: the quick run must be over in 8 minutes, building and closing included. */
const QUICK_BUDGET_MS = 6.75 * 60_000;

export interface BenchSetup {
  readonly options: BenchOptions;
  readonly model: MirrorModel;
  /** What the model is called in the report. */
  readonly modelName: string;
  readonly sites: Sites;
  /** Ends the browser and the run; what was measured before was reported. */
  readonly signal: AbortSignal;
  /** An earlier report, whose other parts are kept. */
  readonly earlier: BenchReport | null;
  /** Receives the report after each part. */
  readonly onReport: (report: BenchReport) => Promise<void>;
}

/** Measures the parts that the options ask for, in one browser. Rejects when `signal` fires. */
export async function runBench(setup: BenchSetup): Promise<BenchReport> {
  setup.signal.throwIfAborted();
  const browser = await openBrowser(setup.options);
  const close = (): void => void browser.close();
  setup.signal.addEventListener('abort', close);
  try {
    return await measureSections(setup, browser);
  } finally {
    setup.signal.removeEventListener('abort', close);
    await browser.close();
  }
}

async function measureSections(setup: BenchSetup, browser: Browser): Promise<BenchReport> {
  const { options, model, sites, signal } = setup;
  const wanted = SECTION_NAMES.filter(
    (name) => options.only?.includes(name) ?? (!options.isQuick || sections[name].isQuick),
  );
  const machine = describeMachine(browser.version);
  const deadline = new Deadline(options.isQuick ? QUICK_BUDGET_MS - performance.now() : Infinity);
  const failures = new Failures(signal);
  const bench = new Bench({ options, model, sites, browser, deadline, failures });
  const done: Section[] = [];
  let measured = pickMeasured(setup.earlier);
  const toReport = (): BenchReport => ({
    version: 2,
    date: new Date().toISOString(),
    quick: options.isQuick,
    machine,
    model: {
      name: setup.modelName,
      isOfficial: model.isOfficial,
      dtypes: [...model.weights.keys()],
      mainDtype: model.mainDtype,
    },
    ratios: toRatios(measured, model.mainDtype),
    audioRatio: toAudioRatio(measured.pairs),
    sections: [...keepOthers(setup.earlier?.sections ?? [], ({ name }) => name, wanted), ...done],
    failures: [
      ...keepOthers(setup.earlier?.failures ?? [], ({ section }) => section, wanted),
      ...failures.list,
    ],
    ...measured,
  });
  for (const [index, name] of wanted.entries()) {
    failures.section = name;
    console.log(`[${index + 1} of ${wanted.length}] ${sections[name].title}`);
    const { section, figures } = await measureSection(name, bench);
    done.push(section);
    measured = { ...measured, ...figures };
    await setup.onReport(toReport());
  }
  return toReport();
}

async function measureSection(
  name: SectionName,
  bench: Bench,
): Promise<{ readonly section: Section; readonly figures: Partial<Measured> | null }> {
  const date = new Date().toISOString();
  const startedMs = performance.now();
  const readOthers = await observeOthers();
  const figures = await bench.parts.failures.attempt(sections[name].title, () =>
    sections[name].measure(bench),
  );
  const othersBusyCores = await readOthers();
  const durationSeconds = (performance.now() - startedMs) / 1000;
  return { section: { name, date, durationSeconds, othersBusyCores }, figures };
}

function pickMeasured(earlier: BenchReport | null): Measured {
  if (earlier === null) return nothing;
  const names = Object.keys(nothing) as (keyof Measured)[];
  return { ...nothing, ...Object.fromEntries(names.map((name) => [name, earlier[name] ?? nothing[name]])) };
}

function keepOthers<T extends Section | Failure>(
  items: readonly T[],
  toName: (item: T) => SectionName,
  wanted: readonly SectionName[],
): readonly T[] {
  return items.filter((item) => !wanted.includes(toName(item)));
}
