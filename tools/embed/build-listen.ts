import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { takeCopiedFiles } from '../package/take-copied-files.ts';
import { characterEntities } from '../vite/character-entities.ts';

const entry = join(import.meta.dirname, '../../src/guest/embed/listen.ts');

/** Builds `listen.js`, the script that pages of other origins name, into `outDir`. */
export async function buildListen(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [takeCopiedFiles(), writeInAscii],
    resolve: { alias: characterEntities },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      // A classic script: browsers load a module of another origin only where its host sends headers for that.
      lib: { entry, formats: ['iife'], name: 'sottoListen', fileName: () => 'listen.js' },
    },
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
