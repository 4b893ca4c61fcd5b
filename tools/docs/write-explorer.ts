import { join } from 'node:path';
import { build } from 'vite';

/** Builds the script of the page that tries the API out, into `outDir`. */
export async function writeExplorer(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(import.meta.dirname, 'explorer.ts'),
        formats: ['es'],
        fileName: () => 'explorer.js',
      },
    },
  });
}
