import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the files that a site needs: a service worker, and `sotto/` with all else. */
export function findSiteFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("Sotto's package lies here without its package.json.");
    folder = above;
  }
  return join(folder, 'lib/site');
}
