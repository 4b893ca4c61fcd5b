import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeToneMirror } from '../../tools/tone-model.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import type * as SdkPage from './pages/sdk-page.ts';
import {
  expect,
  install,
  serveTestFiles,
  test as base,
  type InstallOptions,
} from './support/browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './support/call-module.ts';
import { ModelGate } from './support/model-gate.ts';
import { buildPageModule } from './support/page-modules.ts';
import type { ScriptPage } from './support/script-page.ts';
import { buildSdkBundles, sdkPackages } from './support/sdk-bundles.ts';
import { openSite, type Interceptor, type Site } from './support/site.ts';

interface Opened {
  readonly page: ScriptPage;
  readonly site: Site;
  readonly run: ModuleCaller<typeof SdkPage>;
}

interface OpenOptions {
  readonly models?: string;
  readonly intercept?: Interceptor;
  readonly install?: InstallOptions;
}

/** Each test has an origin of its own, with a model that fails in the way that the test is about. */
const test = base.extend<{ readonly folder: string; open: (options: OpenOptions) => Promise<Opened> }>({
  folder: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'sotto-models-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  open: async ({ browsers }, use) => {
    const opened: Opened[] = [];
    await use(async ({ models, intercept, install: settings }) => {
      const site = await openSite({
        ...(models === undefined ? {} : { models }),
        intercept: (request, response) =>
          intercept?.(request, response) === true || serveTestFiles(request, response),
      });
      const page = await install(await browsers.openPage('Chromium'), site, settings);
      const result = { page, site, run: toModuleCaller<typeof SdkPage>(page, 'sdk-page') };
      opened.push(result);
      return result;
    });
    for (const { page, site } of opened) {
      await page.close();
      await site.close();
    }
  },
});

test.beforeAll(async () => {
  await buildSdkBundles();
  await buildPageModule('sdk-page');
});

/** Asking again takes its time, so a usual run waits for one major; both are compared in what they do not repeat. */
const patientSdks = isFullRun ? sdkPackages : sdkPackages.slice(0, 1);

test('the SDKs do not ask again for a model that is nowhere or fails, but while no page can speak', async ({
  open,
  folder,
}) => {
  const { page, site, run } = await open({ models: folder });
  for (const sdk of sdkPackages) {
    const outcome = await run('call', { sdk });
    expect(outcome).toMatchObject({
      statuses: [503],
      error: { code: 'model_unavailable', type: 'server_error' },
    });
    expect(outcome.errorClasses).toContain('InternalServerError');
  }

  // No word does without ids of 100 and more, the vowels and the stress among them.
  await writeToneMirror(folder, { failsFromId: 100 });
  for (const sdk of sdkPackages) {
    const outcome = await run('call', { sdk });
    expect(outcome).toMatchObject({ statuses: [500], error: { code: 'synthesis_failed' } });
    expect(outcome.errorClasses).toContain('InternalServerError');
  }

  for (const sdk of patientSdks) {
    // A page that is controlled, but does not take part.
    await page.goto(`${site.url}/test/blank.html`);
    const outcome = run('call', { sdk, body: { model: 'espeak-ng' }, maxRetries: 5 });
    await expect.poll(() => run('statusesSoFar')).toEqual([503]);
    await page.run(async () => {
      const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as {
        installSpeech(): Promise<unknown>;
      };
      await sotto.installSpeech();
    });
    expect(await outcome).toMatchObject({ statuses: [503, 200], error: null });
  }
});

for (const sdk of patientSdks) {
  test.describe(sdk, () => {
    test('is refused by a full queue, asks again, and gives up at its own limits', async ({ open }) => {
      const gate = new ModelGate({ trickles: true });
      const { run } = await open({
        intercept: gate.intercept,
        install: { settings: { queueLimit: 0 } },
      });
      const slow = { sdk, body: { input: 'One.' }, maxRetries: 1, timeoutMs: 300 };
      const late = await run('call', slow);
      expect(late.errorClasses).toContain('APIConnectionTimeoutError');
      // Both tries joined one job, for the queue has no place for a second.
      expect(late.statuses).toEqual([null, null]);

      // On a slow machine it may meet the job that the first has left behind.
      const held = run('call', { sdk, body: { input: 'Two.' }, maxRetries: 9 });
      await expect.poll(() => gate.isReached).toBe(true);
      // Until another one runs, this one does; the same text again would join it.
      let tries = 0;
      const askOther = (): ReturnType<typeof run> => {
        tries += 1;
        return run('call', { sdk, body: { input: `Other ${tries}.` }, maxRetries: 0, timeoutMs: 5_000 });
      };
      await expect.poll(askOther).toMatchObject({
        statuses: [429],
        error: { code: 'queue_full', type: 'rate_limit_error' },
        errorClasses: expect.arrayContaining(['RateLimitError']),
      });
      const aborted = await run('call', { sdk, body: { input: 'Two.' }, abortAfterMs: 200 });
      expect(aborted.errorClasses).toContain('APIUserAbortError');

      const again = run('call', { sdk, body: { input: 'Four.' }, maxRetries: 9 });
      await expect.poll(() => run('statusesSoFar')).toEqual([429]);
      gate.release();
      const { statuses, error } = await again;
      expect(error).toBeNull();
      expect(statuses.at(-1)).toBe(200);
      expect(new Set(statuses.slice(0, -1))).toEqual(new Set([429]));
      expect(await held).toMatchObject({ error: null });
    });
  });
}
