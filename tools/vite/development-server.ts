import type { Plugin } from 'vite';
import { crossOriginIsolationHeaders, serveModels } from '../server/create-server.ts';

/** Gives the development server what the production one has: isolation headers and the models folder. */
export function developmentServer(): Plugin {
  return {
    name: 'sotto:development-server',
    configureServer(server) {
      server.middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(crossOriginIsolationHeaders))
          response.setHeader(name, value);
        next();
      });
      server.middlewares.use('/models', serveModels(process.env['SOTTO_MODELS'] ?? './models'));
    },
  };
}
