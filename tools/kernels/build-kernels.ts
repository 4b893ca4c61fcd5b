import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';
import type { KernelFile } from '../../src/compute/kernels/open-kernels.ts';
import type { KernelBuild } from './compile-kernels.ts';
import { emitTransforms } from './emit-transforms.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = join(PROJECT, 'src/compute/kernels/assembly');

/** Where the builds are kept, under the names by which the app asks for them. */
export const KERNELS_DIR = join(PROJECT, '.cache/kernels');

/** All builds, by file name. */
export const KERNEL_BUILDS = {
  'kernels.wasm': { threads: false, relaxed: false },
  'kernels-relaxed.wasm': { threads: false, relaxed: true },
  'kernels-threads.wasm': { threads: true, relaxed: false },
  'kernels-threads-relaxed.wasm': { threads: true, relaxed: true },
} as const satisfies Readonly<Record<KernelFile, KernelBuild>>;

/** Compiles all builds of the kernels into a folder, unless it holds what these sources give. */
export async function buildKernels(dir: string = KERNELS_DIR): Promise<void> {
  const stampPath = join(dir, 'stamp');
  const stamp = await hashSources();
  if ((await readFile(stampPath, 'utf8').catch(() => null)) === stamp) return;
  // The compiler takes seconds to load, so only a build that is due loads it.
  const { compileKernels } = await import('./compile-kernels.ts');
  await mkdir(dir, { recursive: true });
  for (const [name, build] of Object.entries(KERNEL_BUILDS)) {
    await replaceFile(join(dir, name), await compileKernels(build));
  }
  await replaceFile(stampPath, stamp);
}

/** Others may be building, or reading, at the same time. */
async function replaceFile(path: string, contents: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.${process.pid}.${threadId}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(SOURCES)).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(await readFile(join(SOURCES, name)));
  }
  hash.update(await readFile(new URL('./compile-kernels.ts', import.meta.url)));
  const compiler = createRequire(import.meta.url)('assemblyscript/package.json') as { version: string };
  return hash.update(emitTransforms()).update(compiler.version).digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await buildKernels(process.argv[2]);
}
