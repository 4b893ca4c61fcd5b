import type { Plugin } from 'vite';
import { writeDocs } from '../docs/write-docs.ts';

/** Puts the documentation into the build, as pages that need no network and run no script. */
export function docsSite(): Plugin {
  let outDir = '';
  return {
    name: 'sotto:docs-site',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle: () => writeDocs(outDir),
  };
}
