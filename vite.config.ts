import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { characterEntities } from './tools/vite/character-entities.ts';
import { contentSecurityPolicyPlugin } from './tools/vite/content-security-policy.ts';
import { developmentServer } from './tools/vite/development-server.ts';
import { docsSite } from './tools/vite/docs-site.ts';
import { listenScript } from './tools/vite/listen-script.ts';
import { serviceWorker } from './tools/vite/service-worker.ts';
import { dropRuntimeCopies, staticAssets } from './tools/vite/static-assets.ts';

export default defineConfig({
  // Relative, so that the build works from any folder of any static host.
  base: './',
  plugins: [
    react(),
    contentSecurityPolicyPlugin(),
    developmentServer(),
    staticAssets(),
    dropRuntimeCopies(),
    docsSite(),
    listenScript(),
    serviceWorker(),
  ],
  resolve: { alias: characterEntities },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Inlined assets become `data:` URLs, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // The time goes into building the workers, and nobody can act on being told so.
      checks: { bundlerTimings: false },
      input: { app: 'index.html', benchmark: 'benchmark.html', embed: 'embed.html', sotto: 'src/page.ts' },
      output: {
        // Pages of the same origin import it by this name.
        entryFileNames: (chunk) => (chunk.name === 'sotto' ? 'sotto.js' : 'assets/[name]-[hash].js'),
      },
      preserveEntrySignatures: 'exports-only',
    },
  },
  server: { port: 5173 },
});
