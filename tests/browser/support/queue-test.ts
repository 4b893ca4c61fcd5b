import type * as QueuePage from '../pages/queue-page.ts';
import { serveTestFiles, test as base, type BrowserName } from './browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './call-module.ts';
import { ModelGate } from './model-gate.ts';
import { buildPageModule } from './page-modules.ts';
import type { ScriptPage } from './script-page.ts';
import { openSite } from './site.ts';

export { browserNames, expect, whereMissing } from './browsers-test.ts';

/** A page that sends requests under names, each of which may be aborted or waited for. */
export interface QueuingPage {
  ask(name: string, body: object): Promise<void>;
  abort(name: string): Promise<void>;
  outcome(name: string): Promise<QueuePage.Outcome>;
  /** The last state of each speech request of all pages. */
  log(): Promise<ReturnType<typeof QueuePage.speechLog>>;
  /** Segments that the engine has made. */
  runs(): Promise<number>;
  close(): Promise<void>;
}

export interface Queue {
  readonly gate: ModelGate;
  /** Opens a page of this origin and installs Sotto there. */
  open(name: BrowserName, settings: { readonly queueLimit?: number }): Promise<QueuingPage>;
}

/** Each test has an origin of its own, whose model does not come until the test lets it. */
export const test = base.extend<{ readonly queue: Queue }>({
  queue: async ({ browsers }, use) => {
    await buildPageModule('queue-page');
    const gate = new ModelGate({ trickles: true });
    const site = await openSite({
      intercept: (request, response) =>
        gate.intercept(request, response) || serveTestFiles(request, response),
    });
    const pages: ScriptPage[] = [];
    await use({
      gate,
      async open(name, settings) {
        const page = await browsers.openPage(name);
        pages.push(page);
        await page.goto(`${site.url}/test/blank.html`);
        const call = toModuleCaller<typeof QueuePage>(page, 'queue-page');
        await call('start', settings);
        return toQueuingPage(page, call);
      },
    });
    await Promise.all(pages.map((page) => page.close().catch(() => undefined)));
    await site.close();
  },
});

function toQueuingPage(page: ScriptPage, call: ModuleCaller<typeof QueuePage>): QueuingPage {
  return {
    ask: (...parameters) => call('ask', ...parameters),
    abort: (name) => call('abort', name),
    outcome: (name) => call('outcome', name),
    log: () => call('speechLog'),
    runs: () => call('runs'),
    close: () => page.close(),
  };
}
