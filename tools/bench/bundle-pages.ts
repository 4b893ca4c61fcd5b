import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePrograms } from '../bundle-programs.ts';
import { compilePeak } from './compile-peak.ts';

const folder = join(import.meta.dirname, 'pages');
const names = ['app', 'pipeline', 'runtime', 'stages', 'stock', 'stock-hearing'];

/** Bundles the programs that run in the measured pages into `outDir`, to be served under /bench/. */
export async function bundlePages(outDir: string): Promise<void> {
  await bundlePrograms({ folder, names, base: '/bench/', outDir });
  await writeFile(join(outDir, 'peak.wasm'), await compilePeak());
}
