import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { Interceptor } from './site.ts';

const outDir = join(import.meta.dirname, '../../../.cache/sdk');

/** The majors of the official SDK in the field; each is served as an ES module at `/test/<name>.js`. */
export const sdkPackages = ['openai', 'openai-v6'] as const;

/** Bundles the official OpenAI SDKs, so that a page under the app's strict policy can import them. */
export async function buildSdkBundles(): Promise<void> {
  await mkdir(outDir, { recursive: true });
  for (const name of sdkPackages) {
    await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        outDir,
        emptyOutDir: false,
        minify: false,
        lib: {
          entry: join(import.meta.dirname, `../../../node_modules/${name}/index.mjs`),
          formats: ['es'],
          fileName: () => `${name}.js`,
        },
      },
    });
  }
}

/** Serves the bundles from the app's own origin. */
export const serveSdkBundles: Interceptor = (request, response) => {
  const name = /^\/test\/(openai(?:-v6)?)\.js$/.exec(request.url ?? '')?.[1];
  if (name === undefined) return false;
  response.writeHead(200, {
    'Content-Type': 'text/javascript',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  response.end(readFileSync(join(outDir, `${name}.js`)));
  return true;
};
