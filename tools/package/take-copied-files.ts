import { join } from 'node:path';
import type { Plugin } from 'vite';

const page = join(import.meta.dirname, '../../src/page');

/**
 * Has the page's modules find Sotto's files where `npx sotto init` copies them, rather than in the build that they are part
 * of: another project's bundler knows nothing of Sotto's threads.
 */
export function takeCopiedFiles(): Plugin {
  return {
    name: 'sotto:copied-files',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!source.endsWith('/own-files.ts')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved?.id === join(page, 'own-files.ts') ? join(page, 'copied-files.ts') : null;
    },
  };
}
