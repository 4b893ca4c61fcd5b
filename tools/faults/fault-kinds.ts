import type { Page } from '@playwright/test';
import type { Random } from '../../tests/contract/support/random.ts';
import type { AppBrowser } from './app-browser.ts';

/** What a reader may see of a fault: an answer that goes on, or at worst one that breaks and is answered when asked again. */
export type Outcome = 'goes-on' | 'may-break';

/** Something that goes wrong while an answer is read. */
export interface FaultKind {
  readonly name: string;
  readonly outcome: Outcome;
  /** Does the harm; resolves when it is done, and the answer may go on meanwhile. */
  readonly inject: (app: AppBrowser, random: Random) => Promise<void>;
  /** Takes back what would harm the next answer too. */
  readonly undo?: (app: AppBrowser) => Promise<void>;
}

const STALL_MS = 3_000;
const HOUR_MS = 3_600_000;

/** Every kind of fault that is injected. */
export const faultKinds: readonly FaultKind[] = [
  { name: 'the host tab is closed', outcome: 'goes-on', inject: (app) => app.closeHost() },
  {
    name: 'all tabs are closed, and one is opened',
    outcome: 'goes-on',
    inject: async (app) => {
      while (app.tabs.length > 0) await app.closeHost();
      await app.openTab();
    },
  },
  { name: 'the host tab is reloaded', outcome: 'goes-on', inject: (app) => app.reloadHost() },
  ...(['server', 'engine', 'session'] as const).map((worker): FaultKind => ({
    name: `the ${worker} worker ends`,
    outcome: 'goes-on',
    inject: (app) => inWorker(app.host, worker, () => self.close()),
  })),
  ...(['engine', 'session'] as const).map((worker): FaultKind => ({
    name: `the ${worker} worker runs out of memory`,
    outcome: 'goes-on',
    inject: (app) =>
      inWorker(app.host, worker, () => {
        setTimeout(() => {
          throw new RangeError('Array buffer allocation failed');
        });
      }),
  })),
  ...(['server', 'session'] as const).map((worker): FaultKind => ({
    name: `the ${worker} worker stalls`,
    outcome: 'goes-on',
    inject: (app) =>
      inWorker(app.host, worker, (stallMs) => {
        const untilMs = performance.now() + stallMs;
        while (performance.now() < untilMs);
      }),
  })),
  {
    name: 'the service worker is stopped',
    outcome: 'may-break',
    inject: async (app) => {
      const session = await app.debug(app.reader);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
  },
  {
    name: 'the storage is deleted',
    outcome: 'goes-on',
    inject: async (app) => {
      const session = await app.debug(app.host);
      const storageTypes = 'indexeddb,file_systems,local_storage,websql';
      await session.send('Storage.clearDataForOrigin', { origin: app.site.url, storageTypes });
      await session.detach();
    },
  },
  {
    name: 'the storage is full',
    outcome: 'goes-on',
    inject: (app) => setQuota(app, 1_000),
    undo: (app) => setQuota(app, undefined),
  },
  {
    name: 'the model is gone, and its downloads break off',
    outcome: 'goes-on',
    inject: async (app, random) => {
      app.cutDownloads([random.below(3_000), random.below(3_000)]);
      const session = await app.debug(app.host);
      await session.send('Storage.clearDataForOrigin', {
        origin: app.site.url,
        storageTypes: 'file_systems',
      });
      await session.detach();
      await inWorker(app.host, 'engine', () => self.close());
    },
    undo: (app) => {
      app.cutDownloads([]);
      return Promise.resolve();
    },
  },
  {
    name: 'the clock jumps by an hour',
    outcome: 'goes-on',
    inject: (app, random) => {
      const jumpMs = random.chance(0.5) ? HOUR_MS : -HOUR_MS;
      return inWorker(app.host, 'server', jumpClock, jumpMs);
    },
    undo: (app) => app.closeHost(),
  },
  {
    name: 'the host tab is hidden and frozen',
    outcome: 'goes-on',
    inject: async (app) => {
      const session = await app.debug(app.host);
      await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      await new Promise((resolve) => setTimeout(resolve, STALL_MS));
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await session.detach();
    },
  },
];

async function setQuota(app: AppBrowser, quotaSize: number | undefined): Promise<void> {
  const session = await app.debug(app.reader);
  const quota = quotaSize === undefined ? {} : { quotaSize };
  await session.send('Storage.overrideQuotaForOrigin', { origin: app.site.url, ...quota });
  await session.detach();
}

/** Runs in a worker. */
function jumpClock(jumpMs: number): void {
  const [now, elapsed] = [Date.now.bind(Date), performance.now.bind(performance)];
  Date.now = () => now() + jumpMs;
  performance.now = () => elapsed() + jumpMs;
}

/** Runs a function in a worker of a page, where there is one. */
async function inWorker(
  page: Page,
  name: 'server' | 'engine' | 'session',
  run: (parameter: number) => void,
  parameter = STALL_MS,
): Promise<void> {
  const worker = page.workers().findLast((candidate) => candidate.url().includes(`${name}.worker`));
  // One that has just ended is no fault any more.
  await worker?.evaluate(run, parameter).catch(() => undefined);
}
