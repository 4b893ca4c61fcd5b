import { join } from 'node:path';
import { build } from 'vite';

/** Programs that run in pages which tools open. */
export interface PagePrograms {
  /** Where their sources lie. */
  readonly folder: string;
  /** File names without `.ts`. */
  readonly names: readonly string[];
  /** Where they will be served, with slashes at both ends. */
  readonly base: string;
  readonly outDir: string;
}

/** Bundles programs for pages; ONNX Runtime's binaries are left to be served from elsewhere. */
export async function bundlePrograms({ folder, names, base, outDir }: PagePrograms): Promise<void> {
  await build({
    configFile: false,
    root: folder,
    base,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(folder, `${name}.ts`)])),
        output: { entryFileNames: '[name].js' },
        preserveEntrySignatures: 'strict',
      },
    },
    plugins: [
      {
        name: 'sotto:no-second-runtime',
        generateBundle(_options, bundle) {
          for (const name of Object.keys(bundle)) {
            if (/ort-wasm-simd-threaded[^/]*\.(wasm|mjs)$/.test(name)) Reflect.deleteProperty(bundle, name);
          }
        },
      },
    ],
  });
}
