import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSottoServer } from '../../../tools/server/create-server.ts';

const root = join(import.meta.dirname, '../../..');

/** The build under test; one that was made aside can be named. */
export const distFolder = process.env['SOTTO_DIST'] ?? join(root, 'dist');

/** The mirror with the tone model, which lies there before the first browser test. */
export const toneModels = join(root, '.cache/models/tone');

/** Answers some requests in place of the app's server; returns false for those it leaves alone. */
export type Interceptor = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface SiteOptions {
  /** Folder served under /models/; the tone model's by default. */
  readonly models?: string;
  /** False serves like a static host that knows no headers. */
  readonly headers?: boolean;
  readonly intercept?: Interceptor;
  /** The port to listen on; a free one by default. */
  readonly port?: number;
}

/** The built app on a local port of its own, so that its storage is its own too. */
export interface Site {
  readonly url: string;
  readonly port: number;
  /** Stops answering, as a server that is switched off; connections are cut. */
  close(): Promise<void>;
}

/** Answers as `npm start` does, without packing: the files come from the same machine. */
export function createAppListener(options: SiteOptions): RequestListener {
  const app = createSottoServer({
    dist: distFolder,
    models: options.models ?? toneModels,
    headers: options.headers ?? true,
  });
  return (request, response) => {
    delete request.headers['accept-encoding'];
    if (options.intercept?.(request, response) !== true) app.emit('request', request, response);
  };
}

/** Serves the built app on a port of its own. */
export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const server = createServer(createAppListener(options));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}`, port, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
