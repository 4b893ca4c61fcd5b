import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder, type Interceptor } from './site.ts';

/** Serves one of the app's worker scripts with `prelude` before its own code, to take away or slow down what it uses. */
export function serveWithPrelude(worker: 'engine' | 'server' | 'session', prelude: string): Interceptor {
  const script = new RegExp(`^/assets/${worker}\\.worker-[\\w-]+\\.js$`);
  return (request, response) => {
    const path = request.url ?? '';
    if (!script.test(path)) return false;
    response.writeHead(200, {
      'Content-Type': 'text/javascript',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    response.end(`${prelude}\n${readFileSync(join(distFolder, path), 'utf8')}`);
    return true;
  };
}

/** What leaves a worker without the origin private file system. */
export const withoutOpfs = `Object.defineProperty(navigator.storage, 'getDirectory', { value: undefined });`;
