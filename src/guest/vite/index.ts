import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { findSiteFolder } from '../package-folder.ts';
import { serveSite } from './serve-site.ts';
import { BASE_NAME, toBaseExpression } from './to-base-expression.ts';

/**
 * Creates a plug-in for Vite that brings Sotto's files along: it serves them in development and puts them into the build, and
 * tells `sotto/page` where they are, also where the project's base is relative.
 */
export default function sotto(): Plugin {
  const siteFolder = findSiteFolder();
  let base = '/';
  let outDir = '';
  let isBuild = false;
  return {
    name: 'sotto',
    // Vite bundles packages ahead in development, past all plug-ins.
    config: () => ({ optimizeDeps: { exclude: ['sotto'] } }),
    configResolved(config) {
      base = config.base;
      outDir = resolve(config.root, config.build.outDir);
      isBuild = config.command === 'build';
    },
    configureServer(server) {
      server.middlewares.use(serveSite(siteFolder, base));
    },
    transform(code) {
      if (isBuild || !code.includes(BASE_NAME)) return null;
      return { code: code.replaceAll(BASE_NAME, JSON.stringify(base)), map: null };
    },
    renderChunk(code, { fileName }) {
      if (!code.includes(BASE_NAME)) return null;
      return { code: code.replaceAll(BASE_NAME, toBaseExpression(base, fileName)), map: null };
    },
    async writeBundle() {
      // A build for a server has no files that browsers fetch.
      if (this.environment.name === 'client') await cp(siteFolder, outDir, { recursive: true });
    },
  };
}
