import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Answers requests for the service worker and for what lies in `sotto/`, both below `base`, with files of `folder`. */
export function serveSite(
  folder: string,
  base: string,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  return (request, response, next) => {
    const path = toPath(request.url ?? '/', base);
    const file = path === undefined ? undefined : join(folder, path);
    if (file === undefined || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
      next();
      return;
    }
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader('Cache-Control', 'no-cache');
    // Without it, pages that are cross-origin isolated could not start the workers.
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    createReadStream(file).pipe(response);
  };
}

/** The file's path, or undefined for what is not Sotto's. */
function toPath(url: string, base: string): string | undefined {
  const { pathname } = new URL(url, 'http://localhost');
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname.slice(1);
  return path === 'sotto-service-worker.js' || path.startsWith('sotto/') ? path : undefined;
}
