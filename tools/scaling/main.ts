import cluster from 'node:cluster';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createLocalFetch } from '../../examples/library-in-node/create-local-fetch.ts';
import { createSpeechServer } from '../../examples/library-in-node/create-speech-server.ts';
import { createKokoroFetch } from './create-kokoro-fetch.ts';
import { measureLoad } from './measure-load.ts';

const dist = new URL('../../dist/', import.meta.url);
/** A mirror of models, as the first argument; without one the built-in voice speaks. */
const [models] = process.argv.slice(2);
const plan =
  models === undefined
    ? { model: 'espeak-ng', processCounts: [1, 2], callerCounts: [1, 4, 16], seconds: 8 }
    : { model: 'kokoro-82m', processCounts: [1], callerCounts: [1, 2, 4, 8], seconds: 20 };

/** Serves the handler until the process that asked for it ends. */
async function serve(): Promise<void> {
  const speak =
    models === undefined ? createLocalFetch(dist) : await createKokoroFetch(fileURLToPath(dist), models);
  const server = createSpeechServer(speak);
  // Callers that wait for their turn keep their connections.
  server.keepAliveTimeout = 600_000;
  process.on('message', () => process.send?.(process.cpuUsage()));
  server.listen(Number(process.env['SCALING_PORT']), '127.0.0.1');
}

/** Starts so many processes that share a port; resolves to the base URL when all of them listen. */
async function startProcesses(count: number): Promise<string> {
  const address = await new Promise<AddressInfo>((resolve) => {
    let listening = 0;
    cluster.on('listening', (_worker, { port, address }) => {
      listening += 1;
      if (listening === count) resolve({ port, address, family: 'IPv4' });
    });
    for (let index = 0; index < count; index += 1) cluster.fork({ SCALING_PORT: 7_340 + count });
  });
  return `http://127.0.0.1:${address.port}/v1`;
}

function stopProcesses(): Promise<void> {
  cluster.removeAllListeners('listening');
  return new Promise((resolve) => cluster.disconnect(resolve));
}

/** Resolves to how long all processes have computed so far, in seconds. */
async function readCpuSeconds(): Promise<number> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const usages = workers.map(
    (worker) =>
      new Promise<NodeJS.CpuUsage>((resolve) => {
        worker.once('message', (usage: NodeJS.CpuUsage) => resolve(usage));
        worker.send('usage');
      }),
  );
  return (await Promise.all(usages)).reduce((sum, { user, system }) => sum + user + system, 0) / 1e6;
}

async function measureRow(baseUrl: string, processes: number, callers: number): Promise<string> {
  const before = await readCpuSeconds();
  const { speechSeconds, tookSeconds, medianMs, medianFirstMs, refusedShare } = await measureLoad(baseUrl, {
    ...plan,
    callers,
  });
  const cpuSeconds = (await readCpuSeconds()) - before;
  const refused = `${(refusedShare * 100).toFixed(0)} %`;
  const rates = [speechSeconds / cpuSeconds, speechSeconds / tookSeconds].map((rate) => rate.toFixed(2));
  return `| ${[processes, callers, ...rates, medianFirstMs, medianMs, refused].join(' | ')} |`;
}

/** Measures how much speech the handler makes in Node for how many callers, with one process and with two. */
async function main(): Promise<void> {
  console.log(
    '| processes | callers | speech for a second of processor | speech a second | first byte, ms | whole, ms | refused |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const processes of plan.processCounts) {
    const baseUrl = await startProcesses(processes);
    await measureLoad(baseUrl, { ...plan, callers: processes, seconds: 1 });
    for (const callers of plan.callerCounts) console.log(await measureRow(baseUrl, processes, callers));
    await stopProcesses();
  }
}

if (cluster.isWorker) await serve();
else if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
