import { join } from 'node:path';
import { createSottoServer } from '../../../tools/server/create-server.ts';
import { serveSdkBundles } from './sdk-bundles.ts';
import { toneModels, type Interceptor } from './site.ts';

/** What `npm start` sends, with the folder `examples/` in the place of one in `dist/`. */
const examples = createSottoServer({ dist: join(import.meta.dirname, '../../..'), models: toneModels });

/** Puts the examples where a site would have them, and the SDK where a bundler would have written it. */
export const serveExamples: Interceptor = (request, response) => {
  const url = request.url ?? '';
  if (/^\/examples\/(?:openai-sdk|talk)-in-a-page\/openai\.js$/.test(url)) {
    request.url = '/test/openai.js';
    return serveSdkBundles(request, response);
  }
  return url.startsWith('/examples/') && examples.emit('request', request, response);
};
