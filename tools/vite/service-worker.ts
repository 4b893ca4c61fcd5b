import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import { isNamedByContent } from '../server/named-by-content.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

const entry = join(import.meta.dirname, '../../src/threads/service-worker/service-worker.ts');

/** One file to keep, as workbox-precaching takes it: none of the same address ever differs where `revision` is null. */
interface PrecacheEntry {
  readonly url: string;
  readonly revision: string | null;
}

/** Heavy files, and pages that few open, are kept once they were used, and are not fetched before. */
const runtimePrefixes = ['ort/', 'voices/', 'g2p/', 'vad/', 'docs/'];

/** The chunks that the page loads by itself when it opens: its entry, and the panel that is shown first. */
const openingChunks = ['app', 'library-panel'];

/** Builds the service worker after everything else, with the list of files that make up the offline shell. */
export function serviceWorker(): Plugin {
  let outDir = '';
  let opening: ReadonlySet<string> = new Set();
  return {
    name: 'sotto:service-worker',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    configureServer(server) {
      // Each request builds it: in development nothing is precached, and freshness matters more than speed.
      server.middlewares.use('/service-worker.js', (_request, response, next) => {
        buildWorker({ shell: [], later: [], app: { revision: '', urls: [] }, runtimeRevision: 'development' })
          .then((code) => {
            response.setHeader('Content-Type', 'text/javascript');
            response.setHeader('Cache-Control', 'no-store');
            response.end(code);
          })
          .catch(next);
      });
    },
    generateBundle(_options, bundle) {
      opening = findOpeningFiles(bundle);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = await listFiles(outDir);
        const kept = files.filter((file) => !isApp(file) && !isRuntime(file) && !file.endsWith('.map'));
        const code = await buildWorker({
          shell: await toEntries(
            outDir,
            kept.filter((file) => opening.has(file)),
          ),
          later: await toEntries(
            outDir,
            kept.filter((file) => !opening.has(file)),
          ),
          app: { revision: await hashOf(outDir, files.filter(isApp)), urls: files.filter(isApp) },
          runtimeRevision: await hashOf(outDir, files.filter(isRuntime)),
        });
        const { writeFile } = await import('node:fs/promises');
        await writeFile(join(outDir, 'service-worker.js'), code);
      },
    },
  };
}

/** Finds the scripts and styles without which the page cannot be drawn. */
function findOpeningFiles(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const files = new Set<string>();
  const add = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || files.has(name)) return;
    files.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    chunk.imports.forEach(add);
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (chunk.type === 'chunk' && openingChunks.includes(chunk.name)) add(name);
  }
  return files;
}

/** Pages, icons and the like, whose names every site uses. */
function isApp(file: string): boolean {
  return !file.includes('/') && file !== 'sotto.js' && !file.endsWith('.map');
}

function isRuntime(file: string): boolean {
  return runtimePrefixes.some((prefix) => file.startsWith(prefix));
}

/** What the service worker leaves to the network; pages of other origins load the last two with headers of their own. */
const notListed = ['service-worker.js', 'catalog.json', 'embed-origins.json', 'embed.html', 'listen.js'];

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((item) => item.isFile() && !notListed.includes(item.name))
    .map((item) => relative(folder, join(item.parentPath, item.name)).replaceAll('\\', '/'))
    .sort();
}

function toEntries(folder: string, files: readonly string[]): Promise<PrecacheEntry[]> {
  return Promise.all(
    files.map(async (url) => ({
      url,
      revision: isNamedByContent(url) ? null : await digestFile(join(folder, url)),
    })),
  );
}

async function digestFile(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .slice(0, 16);
}

async function hashOf(folder: string, files: readonly string[]): Promise<string> {
  const entries = await toEntries(folder, files);
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
}

interface WorkerFiles {
  readonly shell: readonly PrecacheEntry[];
  readonly later: readonly PrecacheEntry[];
  readonly app: { readonly revision: string; readonly urls: readonly string[] };
  readonly runtimeRevision: string;
}

async function buildWorker({ shell, later, app, runtimeRevision }: WorkerFiles): Promise<string> {
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    define: {
      __PRECACHE_MANIFEST__: JSON.stringify(shell),
      __LATER_FILES__: JSON.stringify(later),
      __APP_FILES__: JSON.stringify(app),
      __SECURITY_POLICY__: JSON.stringify(contentSecurityPolicy),
      __RUNTIME_CACHE__: JSON.stringify({ revision: runtimeRevision, prefixes: runtimePrefixes }),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      write: false,
      target: 'es2022',
      // A classic script: module service workers are younger than the browsers that Sotto serves.
      lib: { entry, formats: ['iife'], name: 'sotto', fileName: () => 'service-worker.js' },
    },
  };
  const result = await build(config);
  const outputs = Array.isArray(result) ? result : [result];
  for (const output of outputs) {
    if (!('output' in output)) continue;
    return output.output[0].code;
  }
  throw new Error('The service worker was not built.');
}
