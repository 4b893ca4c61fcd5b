import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { takeCopiedFiles } from '../../../tools/package/take-copied-files.ts';
import type { Interceptor } from './site.ts';

const pagesDir = join(import.meta.dirname, '../pages');
const outDir = join(import.meta.dirname, '../../../.cache/pages');

/** What installs Sotto comes from the built app, as it does in the packed package, with its workers beside it. */
const installed: Plugin = {
  name: 'sotto:installed',
  enforce: 'pre',
  resolveId: (source) =>
    /\/page\/(install|start)-speech\.ts$/.test(source)
      ? { id: '/sotto.js', external: 'absolute' }
      : undefined,
};

/**
 * Bundles a module of `tests/browser/pages`, so that a page can import it from `/test/pages/<name>.js`. As in the package,
 * Sotto's threads are no part of that: to bundle them takes seven seconds.
 */
export async function buildPageModule(name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [installed, takeCopiedFiles()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      minify: false,
      lib: { entry: join(pagesDir, `${name}.ts`), formats: ['es'], fileName: () => `${name}.js` },
    },
  });
}

/** Serves the bundled modules from the app's own origin. */
export const servePageModules: Interceptor = (request, response) => {
  const name = /^\/test\/pages\/([a-z-]+)\.js$/.exec(request.url ?? '')?.[1];
  const file = join(outDir, `${name ?? ''}.js`);
  if (name === undefined || !existsSync(file)) return false;
  response.writeHead(200, {
    'Content-Type': 'text/javascript',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(readFileSync(file));
  return true;
};
