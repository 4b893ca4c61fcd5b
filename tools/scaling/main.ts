import cluster from 'node:cluster';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createLocalFetch } from '../../examples/library-in-node/create-local-fetch.ts';
import { createSpeechServer } from '../../examples/library-in-node/create-speech-server.ts';
import { measureLoad, type LoadFigures } from './measure-load.ts';

const dist = new URL('../../dist/', import.meta.url);
const processCounts = [1, 2];
const callerCounts = [1, 2, 4, 8, 16];
const secondsEach = 8;

/** Serves the handler with the built-in voice until the process that asked for it ends. */
function serve(): void {
  const server = createSpeechServer(createLocalFetch(dist));
  server.listen(Number(process.env['SCALING_PORT']), '127.0.0.1');
}

/** Starts so many processes that share a port; resolves to the base URL when all of them listen. */
async function startProcesses(count: number): Promise<string> {
  const address = await new Promise<AddressInfo>((resolve) => {
    let listening = 0;
    cluster.on('listening', (_worker, { port, address }) => {
      listening += 1;
      if (listening === count) resolve({ port, address, family: 'IPv4' } as AddressInfo);
    });
    for (let index = 0; index < count; index += 1) cluster.fork({ SCALING_PORT: 7_340 + count });
  });
  return `http://127.0.0.1:${address.port}/v1`;
}

function stopProcesses(): Promise<void> {
  cluster.removeAllListeners('listening');
  return new Promise((resolve) => cluster.disconnect(resolve));
}

function toRow(processes: number, callers: number, figures: LoadFigures): string {
  const { speechPerSecond, medianMs, slowestTenthMs, refusedShare } = figures;
  const cells = [
    processes,
    callers,
    speechPerSecond.toFixed(0),
    medianMs,
    slowestTenthMs,
    `${(refusedShare * 100).toFixed(0)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Measures how much speech the handler makes in Node for how many callers, with one process and with two. */
async function main(): Promise<void> {
  console.log(
    '| processes | callers | seconds of speech a second | median, ms | slowest tenth, ms | refused |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const count of processCounts) {
    const baseUrl = await startProcesses(count);
    await measureLoad(baseUrl, { callers: count, seconds: 1 });
    for (const callers of callerCounts) {
      console.log(toRow(count, callers, await measureLoad(baseUrl, { callers, seconds: secondsEach })));
    }
    await stopProcesses();
  }
}

if (cluster.isWorker) serve();
else if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
