import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { openSite } from '../../tests/browser/support/site.ts';
import { serveWithPrelude } from '../../tests/browser/support/worker-prelude.ts';
import { chromiumArgs } from '../bench/browser.ts';
import { describeMachine } from '../bench/machine.ts';
import { findMirror } from '../bench/mirror.ts';
import { buildIfNeeded } from '../build.ts';
import { findOrInstallChromium } from '../test/find-chromium.ts';
import { storeWhisper } from './hear-in-page.ts';

const root = join(import.meta.dirname, '../..');

/** A busy machine takes its time. */
const LIMIT_MS = 300_000;

/** What is used of `/v1/engine`. */
interface EngineAnswer {
  readonly dtype: string | null;
  readonly threads: number;
  readonly generator: { readonly by: string } | null;
  readonly weights: { readonly official: boolean | null } | null;
}

/** The app's page with Kokoro loaded and Whisper base stored, and what a document says about it. */
export interface ListeningPage {
  readonly page: Page;
  /** The date, the model, what computes the generator, and the machine, as one sentence. */
  readonly measured: string;
}

export interface ListeningPageOptions {
  /** The mirror's folder; undefined for the first of `SOTTO_MODELS`, `models/` and `.cache/models/` that has the weights. */
  readonly models: string | undefined;
  /** How many cores the engine takes the machine to have; those that it has if left out. */
  readonly coreCount?: number;
}

/**
 * Opens the built app in Chromium with a new profile, loads the models of a mirror there, and closes it after `work`.
 * Throws `TypeError` where Kokoro's weights are not there.
 */
export async function withListeningPage<Result>(
  { models: named, coreCount }: ListeningPageOptions,
  work: (opened: ListeningPage) => Promise<Result>,
): Promise<Result> {
  const models = await findModels(named);
  await buildIfNeeded();
  // A new profile on disk, which goes with the browser.
  const context = await chromium.launchPersistentContext('', {
    executablePath: findOrInstallChromium(),
    args: chromiumArgs,
    timeout: LIMIT_MS,
  });
  const cores = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${coreCount} });`;
  const site = await openSite({
    models,
    ...(coreCount === undefined ? {} : { intercept: serveWithPrelude('engine', cores) }),
  });
  try {
    context.setDefaultTimeout(LIMIT_MS);
    const page = await context.newPage();
    await page.goto(site.url);
    const engine = await loadKokoro(page);
    await storeWhisper(page);
    const { cpu, cores, platform } = describeMachine(await page.evaluate(() => navigator.userAgent));
    const date = new Date().toISOString().slice(0, 10);
    return await work({
      page,
      measured: `Measured on ${date}: ${describeEngine(engine)}; ${cpu}, ${cores} cores, ${platform}.`,
    });
  } finally {
    await site.close();
    await context.close();
  }
}

async function findModels(named: string | undefined): Promise<string> {
  const { SOTTO_MODELS } = process.env;
  const usual = [
    ...(SOTTO_MODELS === undefined ? [] : [SOTTO_MODELS]),
    join(root, 'models'),
    join(root, '.cache/models'),
  ];
  // Others than the one that was named would be measured in its place.
  const models = await findMirror(named === undefined ? usual : [named]);
  if (models !== null) return models;
  throw new TypeError(`There are no weights of kokoro-82m in ${named ?? usual.join(', ')}.`);
}

/** Loads the model in the app's page, and gives what the engine then is. */
async function loadKokoro(page: Page): Promise<EngineAnswer> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return page.evaluate(async () => {
    const response = await fetch('/v1/engine/load', { method: 'POST' });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as EngineAnswer;
  });
}

function describeEngine({ dtype, threads, weights, generator }: EngineAnswer): string {
  const name = weights?.official === true ? 'the official Kokoro 82M v1.0' : 'a stand-in for Kokoro';
  return `${name}, ${dtype ?? 'unknown weights'}, ${threads} threads, generator by ${generator?.by ?? 'an unknown'}`;
}
