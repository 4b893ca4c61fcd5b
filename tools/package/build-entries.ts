import { join } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { entries, peers, type Environment } from './entries.ts';
import { takeCopiedFiles } from './take-copied-files.ts';

const root = join(import.meta.dirname, '../..');

/** Builds the entries of the package into `outDir`, and returns what each environment's build wrote. */
export async function buildEntries(outDir: string): Promise<Rolldown.OutputChunk[]> {
  const environments = new Set(entries.map(({ environment }) => environment));
  const chunks: Rolldown.OutputChunk[] = [];
  for (const environment of environments) chunks.push(...(await buildEnvironment(environment, outDir)));
  return chunks;
}

async function buildEnvironment(environment: Environment, outDir: string): Promise<Rolldown.OutputChunk[]> {
  const own = entries.filter((entry) => entry.environment === environment);
  const isForNode = environment === 'any' || environment === 'build';
  const config: InlineConfig = {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [takeCopiedFiles()],
    // The package installs nothing else: all that the entries import is bundled into them.
    ssr: { noExternal: true },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      ...(isForNode ? { ssr: true } : {}),
      rolldownOptions: {
        checks: { bundlerTimings: false },
        external: [...peers, /^node:/],
        input: Object.fromEntries(own.map(({ name, source }) => [name, join(root, source)])),
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: `${environment}/[name]-[hash].js`,
          assetFileNames: `${environment}/[name]-[hash][extname]`,
        },
      },
    },
  };
  const result = await build(config);
  const outputs = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((output) => ('output' in output ? output.output : []))
    .filter((item): item is Rolldown.OutputChunk => item.type === 'chunk');
}
