import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entries, type Environment } from './entries.ts';

const root = join(import.meta.dirname, '../..');
const cache = join(root, '.cache/package');

/** The type-check program of each environment. */
const programs: Readonly<Record<Environment, string>> = {
  any: 'tsconfig.worker.json',
  page: 'tsconfig.dom.json',
  'service-worker': 'tsconfig.worker.json',
  build: 'tsconfig.node.json',
};

/** Writes the types of the entries, and of all that they name, below `outDir`. */
export function buildTypes(outDir: string): void {
  mkdirSync(cache, { recursive: true });
  for (const program of new Set(Object.values(programs))) {
    const own = entries.filter(({ environment }) => programs[environment] === program);
    if (own.length === 0) continue;
    const config = join(cache, program);
    writeFileSync(
      config,
      JSON.stringify(toConfig(program, { outDir, files: own.map(({ source }) => source) })),
    );
    const { status } = spawnSync('npx', ['tsc', '-p', config], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new Error(`The types of ${program} were not written.`);
  }
  refuseData(outDir);
}

/** The compiler does not write the JSON that types import, and only some of those that read the types would take it. */
function refuseData(outDir: string): void {
  for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const [found] = /from '[^']*\.json'/u.exec(readFileSync(join(outDir, file), 'utf8')) ?? [];
    if (found !== undefined) throw new Error(`The types in ${file} are taken ${found}; spell them out.`);
  }
}

function toConfig(program: string, { outDir, files }: { outDir: string; files: readonly string[] }): object {
  return {
    extends: join(root, program),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rewriteRelativeImportExtensions: true,
      rootDir: join(root, 'src'),
      outDir,
    },
    files: files.map((file) => join(root, file)),
    include: [],
  };
}
