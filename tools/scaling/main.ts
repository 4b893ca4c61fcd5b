import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createLocalFetch } from '../../examples/library-in-node/create-local-fetch.ts';
import { createSpeechServer } from '../../examples/library-in-node/create-speech-server.ts';
import { createSottoServer } from '../server/create-server.ts';
import { createKokoroFetch } from './create-kokoro-fetch.ts';
import { measureLoad } from './measure-load.ts';

const dist = new URL('../../dist/', import.meta.url);
/** A mirror of models, as the first argument; without one the built-in voice speaks. */
const [models] = process.argv.slice(2);
const plan =
  models === undefined
    ? { model: 'espeak-ng', callerCounts: [1, 4, 16], seconds: 8 }
    : { model: 'kokoro-82m', callerCounts: [1, 2, 4], seconds: 20 };
/** More than a row takes on a busy machine: one that takes longer ends the measurement. */
const rowLimitMs = 120_000;

/** What a process has used so far. */
interface Usage {
  readonly cpuSeconds: number;
  /** Its resident memory, in bytes. */
  readonly rss: number;
}

/** Resolves to the base URL of a server on a free port, whose idle connections stay: callers wait long for their turn. */
async function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/**
 * Serves the handler until the process that asked for it ends this one; sends it the base URL once the model is loaded.
 */
async function serve(filesUrl: string | undefined): Promise<void> {
  const speak =
    filesUrl === undefined ? createLocalFetch(dist) : await createKokoroFetch(fileURLToPath(dist), filesUrl);
  const baseUrl = await listen(createSpeechServer(speak));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage.rss() } satisfies Usage);
  });
  process.send?.(baseUrl);
}

/** Starts a process; resolves to the base URL that it shares with the others. Rejects when it ends before. */
function toBaseUrl(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('exit', (code: number) => reject(new Error(`A process ended with ${code} as it started`)));
  });
}

function toUsage(worker: Worker): Promise<Usage> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.send('usage');
  });
}

async function measureRow(workers: readonly Worker[], baseUrl: string, callers: number): Promise<string> {
  const before = await Promise.all(workers.map(toUsage));
  const figures = await measureLoad(`${baseUrl}v1`, {
    ...plan,
    callers,
    signal: AbortSignal.timeout(rowLimitMs),
  });
  const after = await Promise.all(workers.map(toUsage));
  const cpuSeconds = after.reduce(
    (sum, { cpuSeconds }, index) => sum + cpuSeconds - before[index]!.cpuSeconds,
    0,
  );
  const megabytes = Math.round(Math.max(...after.map(({ rss }) => rss)) / 1e6);
  const { speechSeconds, tookSeconds, medianFirstMs, medianMs, refusedShare } = figures;
  const rates = [speechSeconds / cpuSeconds, speechSeconds / tookSeconds].map((rate) => rate.toFixed(1));
  const times = [medianFirstMs, medianMs].map((ms) => (ms / 1_000).toFixed(2));
  const cells = [
    workers.length,
    callers,
    ...rates,
    ...times,
    megabytes,
    `${(refusedShare * 100).toFixed(0)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Prints the rows of so many processes that share a port, and ends them. */
async function measureProcesses(count: number, environment: NodeJS.ProcessEnv): Promise<void> {
  console.error(`Processes: ${count}. Loading`);
  const workers = Array.from({ length: count }, () => cluster.fork(environment));
  try {
    const [baseUrl = ''] = await Promise.all(workers.map(toBaseUrl));
    console.error(`Processes: ${count}. Warming up`);
    const signal = AbortSignal.timeout(rowLimitMs);
    await measureLoad(`${baseUrl}v1`, { ...plan, callers: count, seconds: 1, signal });
    for (const callers of plan.callerCounts) console.log(await measureRow(workers, baseUrl, callers));
  } finally {
    // Their connections are kept, so that they would not end by themselves.
    const ended = workers.filter((worker) => !worker.isDead()).map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGKILL');
    await Promise.all(ended);
  }
}

/** Measures how much speech the handler makes in Node for how many callers, with one process and with two. */
async function main(): Promise<void> {
  const columns = [
    ...['processes', 'callers', 'speech for a second of processor, s', 'speech in a second, s'],
    ...['first byte, s', 'whole answer, s', 'memory of a process, MB', 'refused'],
  ];
  const files = models === undefined ? null : createSottoServer({ dist: fileURLToPath(dist), models });
  try {
    const environment = files === null ? {} : { SCALING_FILES: await listen(files) };
    console.log(`| ${columns.join(' | ')} |\n| ${columns.map(() => '---').join(' | ')} |`);
    for (const count of [1, 2]) await measureProcesses(count, environment);
  } finally {
    files?.closeAllConnections();
    files?.close();
  }
}

await (cluster.isWorker ? serve(process.env['SCALING_FILES']) : main());
