import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { compilePeak } from './compile-peak.ts';

const pages = join(import.meta.dirname, 'pages');
const names = ['app', 'pipeline', 'runtime', 'stages', 'stock'];

/** Bundles the programs that run in the measured pages into `outDir`, to be served under /bench/. */
export async function bundlePages(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: pages,
    base: '/bench/',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(pages, `${name}.ts`)])),
        output: { entryFileNames: '[name].js' },
        preserveEntrySignatures: 'strict',
      },
    },
    plugins: [
      {
        name: 'sotto:no-second-runtime',
        // ONNX Runtime's binaries come from the app's own ort/ folder.
        generateBundle(_options, bundle) {
          for (const name of Object.keys(bundle)) {
            if (/ort-wasm-simd-threaded[^/]*\.(wasm|mjs)$/.test(name)) Reflect.deleteProperty(bundle, name);
          }
        },
      },
    ],
  });
  await writeFile(join(outDir, 'peak.wasm'), await compilePeak());
}
