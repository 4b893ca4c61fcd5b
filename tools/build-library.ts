import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** Builds `lib/`, what other code imports as `sotto`: the library without a browser, and its types. */
export async function buildLibrary(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: join(root, 'src/node.ts'),
      outDir: join(root, 'lib'),
      emptyOutDir: true,
      target: 'es2022',
      rolldownOptions: { preserveEntrySignatures: 'strict', output: { entryFileNames: 'index.js' } },
    },
  });
  const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.library.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The types of the library were not written.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildLibrary();
