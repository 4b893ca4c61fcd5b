import type { Random } from '../../tests/contract/support/random.ts';
import { buildToneModel } from '../tone-model.ts';
import type { AppBrowser } from './app-browser.ts';
import type { FaultKind } from './fault-kind.ts';
import { gpuFaultKinds } from './gpu-fault-kinds.ts';
import {
  denyStorage,
  endThread,
  failToAllocate,
  inWorker,
  moveClock,
  stall,
  type WorkerName,
} from './worker-scripts.ts';

/** Shorter and longer than a segment takes to be made, and than a sound that waits lasts. */
const STALLS_MS = [200, 1_000, 3_000] as const;
const HOUR_MS = 3_600_000;

/** What goes wrong in tabs, workers, storage, the clock and downloads. */
const hostFaultKinds: readonly FaultKind[] = [
  { name: 'the host tab is closed', inject: (app) => app.closeHost() },
  { name: 'all tabs are closed, and one is opened', closesAll: true, inject: replaceAllTabs },
  { name: 'the host tab is reloaded', inject: (app) => app.reloadHost() },
  { name: 'the host tab is hidden and frozen', inject: freezeHost },
  inHost('the server worker ends', 'server', endThread),
  inHost('the engine worker ends', 'engine', endThread),
  inHost('the session worker ends', 'session', endThread),
  inHost('the server worker runs out of memory', 'server', failToAllocate),
  inHost('the engine worker runs out of memory', 'engine', failToAllocate),
  inHost('the session worker runs out of memory', 'session', failToAllocate),
  stallInHost('the server worker stalls', 'server'),
  stallInHost('the engine worker stalls', 'engine'),
  stallInHost('the session worker stalls', 'session'),
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
  { name: 'the storage is denied', inject: refuseStorage, undo: (app) => app.closeHost() },
  {
    name: 'the model is gone, and its downloads break off',
    inject: cutDownloads,
    undo: allowDownloads,
  },
  { name: 'the clock jumps by an hour', inject: jumpClock, undo: (app) => app.closeHost() },
];

/**
 * Chooses the kind of a fault by its number: each kind comes in its turn, so that a short run has them all, and of a
 * hundred faults so many are the GPU's, spread evenly.
 */
export function chooseFaultKind(index: number, seed: number, gpuPercent: number): FaultKind {
  const gpuBefore = Math.floor((index * gpuPercent) / 100);
  const isGpu = Math.floor(((index + 1) * gpuPercent) / 100) > gpuBefore;
  const kinds = isGpu ? gpuFaultKinds : hostFaultKinds;
  return kinds[((isGpu ? gpuBefore : index - gpuBefore) + seed) % kinds.length]!;
}

function inHost(name: string, worker: WorkerName, script: string): FaultKind {
  return { name, inject: (app) => inWorker(app.host, worker, script) };
}

function stallInHost(name: string, worker: WorkerName): FaultKind {
  return { name, inject: (app, random) => inWorker(app.host, worker, stall(random.pick(STALLS_MS))) };
}

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

/** The model lies there; the session that comes next must be loaded without storage. */
async function refuseStorage(app: AppBrowser): Promise<void> {
  await inWorker(app.host, 'server', denyStorage);
  await inWorker(app.host, 'engine', denyStorage);
  await inWorker(app.host, 'session', endThread);
}

/** Two downloads in a row break off, each at a border or anywhere. */
async function cutDownloads(app: AppBrowser, random: Random): Promise<void> {
  const { byteLength } = buildToneModel();
  const choose = (): number => random.pick([0, 1, random.below(byteLength), byteLength - 1, byteLength]);
  app.cutDownloads([choose(), choose()]);
  await clearStorage(app, 'file_systems');
  await inWorker(app.host, 'engine', endThread);
}

function allowDownloads(app: AppBrowser): Promise<void> {
  app.cutDownloads([]);
  return Promise.resolve();
}

function jumpClock(app: AppBrowser, random: Random): Promise<void> {
  return inWorker(app.host, 'server', moveClock(random.chance(0.5) ? HOUR_MS : -HOUR_MS));
}

async function freezeHost(app: AppBrowser, random: Random): Promise<void> {
  const session = await app.debug(app.host);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, random.pick(STALLS_MS)));
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await session.detach();
}
