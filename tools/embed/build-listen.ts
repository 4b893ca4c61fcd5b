import { join } from 'node:path';
import type { Plugin } from 'vite';
import { takeCopiedFiles } from '../package/take-copied-files.ts';
import { buildScript } from '../vite/build-script.ts';

const entry = join(import.meta.dirname, '../../src/guest/embed/listen.ts');

/** Builds `listen.js`, the script that pages of other origins name, into `outDir`. */
export async function buildListen(outDir: string): Promise<void> {
  await buildScript(outDir, {
    entry,
    fileName: 'listen.js',
    // A classic script: browsers load a module of another origin only where its host sends headers for that.
    globalName: 'sottoListen',
    plugins: [takeCopiedFiles(), writeInAscii],
  });
}

/** A page that does not say its encoding reads a classic script in an old one, and signs beyond ASCII as others. */
const writeInAscii: Plugin = {
  name: 'sotto:ascii',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/[^\0-\x7f]/g, toEscape);
    }
  },
};

function toEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
