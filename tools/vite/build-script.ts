import { build, type LibraryOptions, type Plugin } from 'vite';
import { characterEntities } from './character-entities.ts';

/** One script that is built with all that it imports. */
export interface Script {
  readonly entry: string;
  /** The file's name in the output. */
  readonly fileName: string;
  /** A module where left out; else a classic script, which keeps what it exports under this global name. */
  readonly globalName?: string;
  readonly plugins?: readonly Plugin[];
}

/** Builds one script into `outDir`, beside what is there. */
export async function buildScript(outDir: string, script: Script): Promise<void> {
  const { entry, fileName, globalName, plugins = [] } = script;
  const format: Pick<LibraryOptions, 'formats' | 'name'> =
    globalName === undefined ? { formats: ['es'] } : { formats: ['iife'], name: globalName };
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [...plugins],
    resolve: { alias: characterEntities },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      lib: { entry, fileName: () => fileName, ...format },
    },
  });
}
