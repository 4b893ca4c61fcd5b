import type { Plugin } from 'vite';
import { buildListen } from '../embed/build-listen.ts';

/** Puts the button for pages of other origins into the build, beside `embed.html`. */
export function listenScript(): Plugin {
  let outDir = '';
  return {
    name: 'sotto:listen-script',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle: () => buildListen(outDir),
  };
}
