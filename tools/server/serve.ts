import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createSottoServer } from './create-server.ts';

const root = join(import.meta.dirname, '../..');

/** What a person on another machine would learn there only. */
const HTTPS_NEEDED =
  'Other machines need https in front of it: browsers give sound and storage to no http page but localhost.';

/** Where the app is served. */
export interface ServerAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** Reads `HOST` and `PORT`. Throws an `Error` of one line where `PORT` is none. */
export function readAddress(env: NodeJS.ProcessEnv): ServerAddress {
  const { HOST, PORT = '4173' } = env;
  const port = /^\d{1,5}$/.test(PORT) ? Number(PORT) : Number.NaN;
  if (!(port <= 65_535)) throw new Error(`PORT is '${PORT}', and not a number from 0 to 65535.`);
  // Nobody else in the network is served unless that is asked for.
  return { port, host: HOST ?? '127.0.0.1' };
}

/** Does the same, and ends the process with that line. */
export function readAddressOrExit(env: NodeJS.ProcessEnv): ServerAddress {
  try {
    return readAddress(env);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** Names the host by which a browser on this machine reaches a server that listens on `host`. */
export function toBrowserHost(host: string): string {
  if (['', '0.0.0.0', '127.0.0.1', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Whether only this machine reaches a server that listens on `host`. */
export function isLocalHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Serves the built app until the process ends, and prints the URL. */
export function serve({ host, port }: ServerAddress): void {
  const models = resolve(root, process.env['SOTTO_MODELS'] ?? './models');
  const server = createSottoServer({ dist: join(root, 'dist'), models });
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(error.code === 'EADDRINUSE' ? portTaken(port) : error.message);
    process.exit(1);
  });
  server.listen(port, host, () => {
    const { port: actual } = server.address() as AddressInfo;
    console.log(`\n  Sotto speaks at http://${toBrowserHost(host)}:${actual}\n`);
    if (!isLocalHost(host)) console.log(`  ${HTTPS_NEEDED}\n`);
    console.log(`  Models: ${describeModels(models)}`);
    console.log('  Ctrl-C ends it.\n');
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.closeAllConnections();
      server.close(() => process.exit(0));
    });
  }
}

function describeModels(folder: string): string {
  return existsSync(join(folder, 'catalog.json'))
    ? `/models/ is the mirror in ${folder}`
    : `no mirror in ${folder}; Kokoro comes from the hub when the user asks for it`;
}

function portTaken(port: number): string {
  return `Port ${port} is in use. Choose another one, for example: PORT=${port + 1} npm start`;
}
