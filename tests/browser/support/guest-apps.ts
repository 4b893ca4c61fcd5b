import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { packOnce } from '../../../tools/package/pack.ts';
import { serveFiles } from '../../../tools/server/serve-files.ts';
import { serveModels } from '../../../tools/server/create-server.ts';
import { toneModels } from './site.ts';

const run = promisify(execFile);
const sources = join(import.meta.dirname, '../apps');
const home = join(import.meta.dirname, '../../../.cache/guest-apps');

/** Installs the packed tarball where the apps find it, as `npm install` does it for anybody. */
export async function installTarball(): Promise<void> {
  const tarball = await packOnce();
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), JSON.stringify({ name: 'guests', private: true }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: home });
}

/** Runs the package's command, as `npx sotto` does, in the folder of an app; resolves to what it prints. */
export async function runSotto(app: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(join(home, 'node_modules/.bin/sotto'), args, { cwd: join(home, app) });
  return stdout;
}

/** Copies an app beside the installed package; resolves to its folder. */
export async function copyApp(app: string): Promise<string> {
  const folder = join(home, app);
  await cp(join(sources, app), folder, { recursive: true });
  return folder;
}

/** Builds an app as its own configuration says, or as Vite does without one. */
export async function buildApp(folder: string): Promise<void> {
  await build({ root: folder, logLevel: 'warn' });
}

/** Bundles a site's own service worker into `dist/`, with the list of files that Workbox keeps. */
export async function buildServiceWorker(folder: string): Promise<void> {
  const dist = join(folder, 'dist');
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const urls = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)));
  await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    define: {
      'self.__WB_MANIFEST': JSON.stringify(urls.map((url) => ({ url, revision: '1' }))),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      outDir: dist,
      emptyOutDir: false,
      lib: { entry: join(folder, 'sw.js'), formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
    },
  });
}

/** A site that Sotto is a guest in. */
export interface GuestSite {
  readonly url: string;
  /** Answers no more for Sotto's files, and goes on for those of the site. */
  loseSotto(): void;
  close(): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

/**
 * Serves a folder with an API and a header of the site's own, and the tone model's mirror among Sotto's files. Further
 * `headers` come with the site's pages alone, and `fileHeaders` with Sotto's files.
 */
export async function serveGuest(
  folder: string,
  headers: Headers = {},
  fileHeaders: Headers = {},
): Promise<GuestSite> {
  const files = serveFiles(folder);
  const models = serveModels(toneModels);
  let isSottoThere = true;
  const server = createServer((request, response) => {
    const path = toPath(request);
    response.setHeader('X-Site', 'the site');
    if (path.endsWith('/')) response.setHeaders(new Map(Object.entries(headers)));
    if (path.startsWith('/sotto/')) response.setHeaders(new Map(Object.entries(fileHeaders)));
    if (path === '/health' || path === '/api/v1/todos') {
      response.end(`The site: ${path}`);
    } else if (path.includes('/sotto') && !isSottoThere) {
      response.destroy();
    } else if (path.includes('/sotto/models/')) {
      request.url = path.replace(/^.*\/sotto\/models/, '');
      models(request, response);
    } else {
      files(request, response, () => response.writeHead(404).end('The site: not found'));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const loseSotto = (): void => {
    isSottoThere = false;
  };
  return { url: `http://localhost:${port}`, loseSotto, close };
}

function toPath({ url = '/' }: IncomingMessage): string {
  return url.replace(/[?#].*/, '');
}
