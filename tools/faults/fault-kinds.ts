import { createRandom, type Random } from '../../tests/contract/support/random.ts';
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
  putBackWorkers,
  stall,
  type WorkerName,
} from './worker-scripts.ts';

/** Most of them short; the long ones outlast a segment that is made, and a sound that waits. */
const STALLS_MS = [100, 100, 200, 200, 1_000, 3_000] as const;
const HOUR_MS = 3_600_000;

/** What takes a thread, a tab or the model away, so that it must be started or loaded again. */
const endings: readonly FaultKind[] = [
  { name: 'the host tab is closed', movesHost: true, inject: closeHost },
  { name: 'the engine worker ends', inject: (app) => endThread(app.host, 'engine') },
  { name: 'the session worker ends', inject: (app) => endThread(app.host, 'session') },
  { name: 'all tabs are closed, and one is opened', closesAll: true, inject: replaceAllTabs },
  runOutOfMemory('the engine worker runs out of memory', 'engine'),
  { name: 'the storage is denied', inject: refuseStorage, undo: allowStorage },
  { name: 'the host tab is reloaded', movesHost: true, inject: reloadHost },
  runOutOfMemory('the session worker runs out of memory', 'session'),
  {
    name: 'the model is gone, and its downloads break off',
    storage: 'lost',
    inject: cutDownloads,
    undo: allowDownloads,
  },
  { name: 'the server worker ends', inject: (app) => endThread(app.host, 'server') },
];

/** What threads, tabs and the model outlast. */
const disturbances: readonly FaultKind[] = [
  { name: 'the host tab is hidden and frozen', inject: freezeHost },
  runOutOfMemory('the server worker runs out of memory', 'server'),
  stallInHost('the server worker stalls', 'server'),
  stallInHost('the engine worker stalls', 'engine'),
  { name: 'the clock jumps by an hour', inject: jumpClock, undo: putBackThreads },
  stallInHost('the session worker stalls', 'session'),
  { name: 'the service worker is stopped', mayBreak: true, inject: stopServiceWorker },
  {
    name: 'the storage is deleted',
    storage: 'lost',
    inject: (app) => clearStorage(app, 'indexeddb,file_systems,local_storage'),
  },
  {
    name: 'the storage is full',
    storage: 'full',
    inject: (app) => setQuota(app, 1_000),
    undo: (app) => setQuota(app, undefined),
  },
];

/** Each fourth fault is an ending: two in a row without a segment between them may end an answer, and they are dear. */
const CYCLE = 4;

/**
 * Chooses the kind of a fault by its number: each kind comes in its turn, so that a short run has them all, and of a
 * hundred faults so many are the GPU's, spread evenly.
 */
export function chooseFaultKind(index: number, seed: number, gpuPercent: number): FaultKind {
  const gpuBefore = Math.floor((index * gpuPercent) / 100);
  const isGpu = Math.floor(((index + 1) * gpuPercent) / 100) > gpuBefore;
  if (isGpu) return takeTurn(gpuFaultKinds, gpuBefore, seed);
  const [cycle, place] = [Math.floor((index - gpuBefore) / CYCLE), (index - gpuBefore) % CYCLE];
  if (place === 0) return takeTurn(endings, cycle, seed);
  return takeTurn(disturbances, cycle * (CYCLE - 1) + place - 1, seed);
}

/** Takes all kinds in an order, then all in another one. */
function takeTurn(kinds: readonly FaultKind[], turn: number, seed: number): FaultKind {
  const random = createRandom(Math.imul(seed, 1_000_003) + Math.floor(turn / kinds.length));
  const order = kinds.map((kind) => ({ kind, rank: random.next() })).sort((a, b) => a.rank - b.rank);
  return order[turn % kinds.length]!.kind;
}

function runOutOfMemory(name: string, worker: WorkerName): FaultKind {
  return { name, inject: (app) => inWorker(app.host, worker, failToAllocate) };
}

function stallInHost(name: string, worker: WorkerName): FaultKind {
  return { name, inject: (app, random) => inWorker(app.host, worker, stall(random.pick(STALLS_MS))) };
}

async function closeHost(app: AppBrowser, random: Random): Promise<void> {
  await app.openTabs(2, random);
  await app.closeHost();
}

async function reloadHost(app: AppBrowser, random: Random): Promise<void> {
  await app.openTabs(2, random);
  await app.reloadHost();
}

async function replaceAllTabs(app: AppBrowser, random: Random): Promise<void> {
  while (app.tabs.length > 0) await app.closeHost();
  await app.openTabs(1, random);
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
  await endThread(app.host, 'session');
}

/** An engine that was denied its storage keeps models in memory for good. */
async function allowStorage(app: AppBrowser): Promise<void> {
  await putBackThreads(app);
  await endThread(app.host, 'engine');
}

async function putBackThreads(app: AppBrowser): Promise<void> {
  await Promise.all(app.tabs.map(putBackWorkers));
}

/** Two downloads in a row break off, each at a border or anywhere. */
async function cutDownloads(app: AppBrowser, random: Random): Promise<void> {
  const { byteLength } = buildToneModel();
  const choose = (): number => random.pick([0, 1, random.below(byteLength), byteLength - 1, byteLength]);
  app.cutDownloads([choose(), choose()]);
  await clearStorage(app, 'file_systems');
  await endThread(app.host, 'engine');
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
