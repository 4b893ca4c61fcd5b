import { join } from 'node:path';
import { buildScript } from '../vite/build-script.ts';

/** Builds the script of the page that tries the API out, into `outDir`. */
export async function writeExplorer(outDir: string): Promise<void> {
  await buildScript(outDir, { entry: join(import.meta.dirname, 'explorer.ts'), fileName: 'explorer.js' });
}
