import type * as QueuePage from '../pages/queue-page.ts';
import { serveTestFiles, test as base, type BrowserName } from './browsers-test.ts';
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

const modulePath = '/test/pages/queue-page.js';

/** Each test has an origin of its own, whose model does not come until the test lets it. */
export const test = base.extend<{ readonly queue: Queue }>({
  queue: async ({ browsers }, use) => {
    await buildPageModule('queue-page');
    const gate = new ModelGate();
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
        await call(page, 'start', settings);
        return toQueuingPage(page);
      },
    });
    await Promise.all(pages.map((page) => page.close().catch(() => undefined)));
    await site.close();
  },
});

function toQueuingPage(page: ScriptPage): QueuingPage {
  return {
    ask: (...parameters) => call(page, 'ask', ...parameters),
    abort: (name) => call(page, 'abort', name),
    outcome: (name) => call(page, 'outcome', name),
    log: () => call(page, 'speechLog'),
    runs: () => call(page, 'runs'),
    close: () => page.close(),
  };
}

/** Calls a function of the page's module. */
function call<Name extends keyof typeof QueuePage>(
  page: ScriptPage,
  name: Name,
  ...parameters: Parameters<(typeof QueuePage)[Name]>
): Promise<Awaited<ReturnType<(typeof QueuePage)[Name]>>> {
  return page.run(
    async (wanted) => {
      const module = (await import(/* @vite-ignore */ location.origin + wanted.modulePath)) as Record<
        string,
        (...parameters: readonly unknown[]) => Promise<never>
      >;
      return module[wanted.name]!(...wanted.parameters);
    },
    { modulePath, name, parameters },
  );
}
