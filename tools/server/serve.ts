import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createSottoServer } from './create-server.ts';

const root = join(import.meta.dirname, '../..');

/** What a person on another machine would learn there only. */
const HTTPS_NEEDED =
  'Other machines need https in front of it: browsers give sound and storage to no http page but localhost.';

/** Serves the built app until the process ends, and prints the URL. */
export function serve(): void {
  const port = Number(process.env['PORT'] ?? 4173);
  // Nobody else in the network is served unless that is asked for.
  const host = process.env['HOST'] ?? '127.0.0.1';
  const models = resolve(root, process.env['SOTTO_MODELS'] ?? './models');
  const server = createSottoServer({ dist: join(root, 'dist'), models });
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(error.code === 'EADDRINUSE' ? portTaken(port) : error.message);
    process.exit(1);
  });
  server.listen(port, host, () => {
    const { port: actual } = server.address() as AddressInfo;
    console.log(`\n  Sotto speaks at http://localhost:${actual}\n`);
    if (host !== '127.0.0.1') console.log(`  ${HTTPS_NEEDED}\n`);
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
