import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { BASE_NAME, toBaseExpression } from '../../src/guest/vite/to-base-expression.ts';
import { buildListen } from '../embed/build-listen.ts';
import { contentSecurityPolicyPlugin } from '../vite/content-security-policy.ts';
import { entries } from './entries.ts';
import { takeCopiedFiles } from './take-copied-files.ts';
import { buildScript } from '../vite/build-script.ts';
import { characterEntities } from '../vite/character-entities.ts';
import { copyStaticAssets, dropRuntimeCopies } from '../vite/static-assets.ts';

const root = join(import.meta.dirname, '../..');
const threads = join(root, 'src/threads');

/** Large files that speech can do without, and workers that the page has started by the time the others are kept. */
const notKeptAhead = [
  /^ort\//,
  /^voices\//,
  /^g2p\//,
  /^vad\//,
  /^licences\//,
  /^workers\/(engine|server)\.js$/,
];

/**
 * Builds what `npx sotto init` copies into other projects' sites: the service worker, and in a folder beside it the threads,
 * WebAssembly, voices and licences, and the entries for pages without a bundler.
 */
export async function buildSite(outDir: string, entryChunks: readonly Rolldown.OutputChunk[]): Promise<void> {
  const files = join(outDir, 'sotto');
  await build(
    toConfig(files, {
      server: join(threads, 'server/server.worker.ts'),
      engine: join(threads, 'engine/engine.worker.ts'),
    }),
  );
  await build(toConfig(files, { player: join(threads, 'player/player.worklet.ts') }));
  await build(toConfig(files, { embed: join(root, 'embed.html') }));
  await buildListen(files);
  await buildServiceWorker(outDir);
  await copyStaticAssets(files);
  await dropUnused(files);
  await writeEntries(files, entryChunks);
  await cp(join(root, 'licences'), join(files, 'licences'), { recursive: true });
  for (const name of ['LICENSE', 'NOTICE']) await cp(join(root, name), join(files, 'licences', name));
  await writeFile(join(files, 'small-files.json'), JSON.stringify(await listSmallFiles(files)));
}

function toConfig(outDir: string, input: Readonly<Record<string, string>>): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    plugins: [takeCopiedFiles(), contentSecurityPolicyPlugin(), dropRuntimeCopies()],
    resolve: { alias: characterEntities },
    worker: { format: 'es', plugins: () => [dropRuntimeCopies()] },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        checks: { bundlerTimings: false },
        input,
        output: { entryFileNames: 'workers/[name].js' },
      },
    },
  };
}

async function buildServiceWorker(outDir: string): Promise<void> {
  await buildScript(outDir, {
    entry: join(root, 'src/guest/service-worker/standalone.ts'),
    fileName: 'sotto-service-worker.js',
    // A classic script: module service workers are younger than the browsers that Sotto serves.
    globalName: 'sotto',
  });
}

/** One form of ONNX Runtime is only there for other libraries. */
async function dropUnused(files: string): Promise<void> {
  const names = await readdir(join(files, 'ort'));
  await Promise.all(
    names.filter((name) => name.includes('.jsep.')).map((name) => rm(join(files, 'ort', name))),
  );
}

/** Writes the entries for pages, for those without a bundler; what needs a peer stays out. */
async function writeEntries(files: string, chunks: readonly Rolldown.OutputChunk[]): Promise<void> {
  const isBuilt = (name: string): boolean => chunks.some(({ fileName }) => fileName === name);
  const names = entries.filter(({ environment }) => environment === 'page').map(({ name }) => `${name}.js`);
  const pageChunks = chunks.filter(
    ({ fileName, imports }) =>
      (names.includes(fileName) || fileName.startsWith('page/')) && imports.every(isBuilt),
  );
  for (const { fileName, code } of pageChunks) {
    const file = join(files, fileName);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code.replaceAll(BASE_NAME, toBaseExpression('./', `sotto/${fileName}`)));
  }
}

async function listSmallFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !notKeptAhead.some((pattern) => pattern.test(path)))
    .sort();
}
