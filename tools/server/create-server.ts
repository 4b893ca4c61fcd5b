import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import compression from 'compression';
import {
  contentSecurityPolicy,
  framePolicy,
  serviceWorkerSecurityPolicy,
} from '../vite/content-security-policy.ts';
import { isNamedByContent } from './named-by-content.ts';
import { serveFiles, type Middleware } from './serve-files.ts';

/** What a page needs to get threads: https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated */
export const crossOriginIsolationHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const securityHeaders: Readonly<Record<string, string>> = {
  ...crossOriginIsolationHeaders,
  'Content-Security-Policy': `${contentSecurityPolicy}; ${framePolicy}`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

// Text shrinks to a fifth. Ranges are of the bytes as they lie there, and WebAssembly is kept by the page once it came.
const compress = compression({
  // A tenth smaller than with the quality that the library takes, for twice the time, which is still under a second for all.
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } },
  filter: (request, response) =>
    request.headers.range === undefined &&
    response.getHeader('Content-Type') !== 'application/wasm' &&
    compression.filter(request, response),
}) as unknown as Middleware;

/** What pages of other origins load. Which of them the frame serves is in the frame's own list. */
const filesForOthers = ['/embed.html', '/listen.js'];

export interface ServerOptions {
  /** The built app. */
  readonly dist: string;
  /** The mirror of model files; it need not exist. */
  readonly models: string;
  /** False leaves out every header that a plain static host would not send. */
  readonly headers?: boolean;
}

/** Serves the models folder with ranges and ETags; a file that is not there is a plain 404, never the app. */
export function serveModels(folder: string): Middleware {
  const serve = serveFiles(folder);
  return (request, response) => {
    serve(request, response, () =>
      sendText(response, { status: 404, text: `No such file: /models${request.url ?? ''}` }),
    );
  };
}

/** Creates the HTTP server of the built app. It knows nothing of the API, which is answered inside the page. */
export function createSottoServer(options: ServerOptions): Server {
  const app = serveFiles(options.dist, { isImmutable: isNamedByContent });
  const models = serveModels(options.models);
  const listener: RequestListener = (request, response) => {
    if (options.headers ?? true) {
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    }
    const path = request.url ?? '/';
    if ((options.headers ?? true) && path === '/service-worker.js') {
      response.setHeader('Content-Security-Policy', serviceWorkerSecurityPolicy);
    }
    if ((options.headers ?? true) && filesForOthers.includes(path)) {
      response.setHeader('Content-Security-Policy', contentSecurityPolicy);
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    if (path.startsWith('/models/')) {
      request.url = path.slice('/models'.length);
      models(request, response);
    } else if (/^\/(?:(?:api|openai)\/)?v1\//.test(path)) {
      sendText(response, { status: 503, text: outsideOfPage, type: 'application/json' });
    } else {
      compress(request, response, () => {
        app(request, response, () => sendText(response, { status: 404, text: `Not found: ${path}` }));
      });
    }
  };
  return createServer(listener);
}

const outsideOfPage = JSON.stringify({
  error: {
    message: 'The API is answered inside the page, by its service worker; this server only hands out files.',
    type: 'server_error',
    param: null,
    code: 'engine_unavailable',
  },
});

function sendText(response: ServerResponse, answer: { status: number; text: string; type?: string }): void {
  response.writeHead(answer.status, { 'Content-Type': answer.type ?? 'text/plain; charset=utf-8' });
  response.end(answer.text);
}
