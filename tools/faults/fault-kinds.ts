import type { Page } from '@playwright/test';
import type { Random } from '../../tests/contract/support/random.ts';
import type { AppBrowser } from './app-browser.ts';

/** Something that goes wrong while an answer is read. */
export interface FaultKind {
  readonly name: string;
  /** Whether an answer may break of it, with an error; else it must go on. */
  readonly mayBreak?: true;
  /** Does the harm; resolves when it is done, and the answer may go on meanwhile. */
  readonly inject: (app: AppBrowser, random: Random) => Promise<void>;
  /** Takes back what would harm the next answer too. */
  readonly undo?: (app: AppBrowser) => Promise<void>;
}

type WorkerName = 'server' | 'engine' | 'session';

const STALL_MS = 3_000;
const HOUR_MS = 3_600_000;
/** The tone model has some more. */
const MOST_BYTES_BEFORE_CUT = 3_000;

/** Every kind of fault that is injected. */
export const faultKinds: readonly FaultKind[] = [
  { name: 'the host tab is closed', inject: (app) => app.closeHost() },
  { name: 'all tabs are closed, and one is opened', inject: replaceAllTabs },
  { name: 'the host tab is reloaded', inject: (app) => app.reloadHost() },
  { name: 'the server worker ends', inject: (app) => inWorker(app.host, 'server', endThread) },
  { name: 'the engine worker ends', inject: (app) => inWorker(app.host, 'engine', endThread) },
  { name: 'the session worker ends', inject: (app) => inWorker(app.host, 'session', endThread) },
  {
    name: 'the engine worker runs out of memory',
    inject: (app) => inWorker(app.host, 'engine', failToAllocate),
  },
  {
    name: 'the session worker runs out of memory',
    inject: (app) => inWorker(app.host, 'session', failToAllocate),
  },
  { name: 'the server worker stalls', inject: (app) => inWorker(app.host, 'server', stall(STALL_MS)) },
  { name: 'the session worker stalls', inject: (app) => inWorker(app.host, 'session', stall(STALL_MS)) },
  { name: 'the service worker is stopped', mayBreak: true, inject: stopServiceWorker },
  {
    name: 'the storage is deleted',
    inject: (app) => clearStorage(app, 'indexeddb,file_systems,local_storage'),
  },
  {
    name: 'the storage is full',
    inject: (app) => setQuota(app, 1_000),
    undo: (app) => setQuota(app, undefined),
  },
  { name: 'the model is gone, and its downloads break off', inject: cutDownloads, undo: allowDownloads },
  { name: 'the clock jumps by an hour', inject: jumpClock, undo: (app) => app.closeHost() },
  { name: 'the host tab is hidden and frozen', inject: freezeHost },
];

async function replaceAllTabs(app: AppBrowser): Promise<void> {
  while (app.tabs.length > 0) await app.closeHost();
  await app.openTab();
}

async function stopServiceWorker(app: AppBrowser): Promise<void> {
  const session = await app.debug(app.reader);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

async function clearStorage(app: AppBrowser, storageTypes: string): Promise<void> {
  const session = await app.debug(app.host);
  await session.send('Storage.clearDataForOrigin', { origin: app.site.url, storageTypes });
  await session.detach();
}

async function setQuota(app: AppBrowser, quotaSize: number | undefined): Promise<void> {
  const session = await app.debug(app.reader);
  const quota = quotaSize === undefined ? {} : { quotaSize };
  await session.send('Storage.overrideQuotaForOrigin', { origin: app.site.url, ...quota });
  await session.detach();
}

async function cutDownloads(app: AppBrowser, random: Random): Promise<void> {
  app.cutDownloads([random.below(MOST_BYTES_BEFORE_CUT), random.below(MOST_BYTES_BEFORE_CUT)]);
  await clearStorage(app, 'file_systems');
  await inWorker(app.host, 'engine', endThread);
}

function allowDownloads(app: AppBrowser): Promise<void> {
  app.cutDownloads([]);
  return Promise.resolve();
}

function jumpClock(app: AppBrowser, random: Random): Promise<void> {
  const jumpMs = random.chance(0.5) ? HOUR_MS : -HOUR_MS;
  const script = `{
    const [now, elapsed] = [Date.now.bind(Date), performance.now.bind(performance)];
    Date.now = () => now() + ${jumpMs};
    performance.now = () => elapsed() + ${jumpMs};
  }`;
  return inWorker(app.host, 'server', script);
}

async function freezeHost(app: AppBrowser): Promise<void> {
  const session = await app.debug(app.host);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, STALL_MS));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await session.detach();
}

/** What runs in workers. */
const endThread = 'self.close()';
const failToAllocate = "setTimeout(() => { throw new RangeError('Array buffer allocation failed'); })";
const stall = (durationMs: number): string =>
  `for (const untilMs = performance.now() + ${durationMs}; performance.now() < untilMs; );`;

/** Runs a script in the newest worker of that name in a page, where there is one. */
async function inWorker(page: Page, name: WorkerName, script: string): Promise<void> {
  const worker = page.workers().findLast((candidate) => candidate.url().includes(`${name}.worker`));
  // One that has just ended is no fault any more.
  await worker?.evaluate(script).catch(() => undefined);
}
