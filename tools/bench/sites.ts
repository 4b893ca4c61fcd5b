import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { createSottoServer } from '../server/create-server.ts';
import { SentBytes } from '../server/sent-bytes.ts';
import { listenLocally, serveBelow, serveFolders, setIsolated } from '../server/serve-folders.ts';
import type { MirrorModel } from './mirror.ts';

const nodeModules = join(import.meta.dirname, '../../node_modules');
const fileOptions = { dev: true, etag: true } as const;

export interface SiteOptions {
  /** The built app. */
  readonly dist: string;
  /** The mirror's folder. */
  readonly models: string;
  readonly model: MirrorModel;
  /** The bundled programs that run in the pages. */
  readonly pages: string;
}

/** What is compared, each on an origin of its own. */
export interface Sites {
  readonly appUrl: string;
  /** What the app's server sent. */
  readonly appSent: SentBytes;
  readonly stockUrl: string;
  /** A bare page with the app's files for sessions and nothing of the app around them. */
  readonly runtimeUrl: string;
  close(): void;
}

/** Serves the app as `npm start` does, and a bare page that is isolated as well for kokoro-js. */
export async function openSites(options: SiteOptions): Promise<Sites> {
  const appSent = new SentBytes();
  const servers = [
    createAppSite(options, appSent),
    createStockSite(options),
    createRuntimeSite(options),
  ] as const;
  const [app, stock, runtime] = servers;
  return {
    appUrl: await listenLocally(app),
    appSent,
    stockUrl: await listenLocally(stock),
    runtimeUrl: await listenLocally(runtime),
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function createAppSite({ dist, models, pages }: SiteOptions, sent: SentBytes): Server {
  const app = createSottoServer({ dist, models });
  const programs = sirv(pages, fileOptions);
  return createServer((request, response) => {
    sent.watch(request, response);
    if (!request.url?.startsWith('/bench/')) {
      app.emit('request', request, response);
      return;
    }
    setIsolated(response);
    serveBelow('/bench', programs, { request, response });
  });
}

/** Gives kokoro-js what it would find on the web: its model and voices on the hub, ONNX Runtime's files on a CDN. */
function createStockSite({ models, model, pages }: SiteOptions): Server {
  const weights = new Map([...model.weights.values()].map((path) => [toOwnPath(path), `/models/${path}`]));
  const serve = serveFolders([
    ['/bench', sirv(pages, fileOptions)],
    ['/kokoro-js', sirv(join(nodeModules, 'kokoro-js/dist'), fileOptions)],
    ['/ort', sirv(join(nodeModules, 'transformers-stock/dist'), fileOptions)],
    ['/voices', sirv(join(nodeModules, 'kokoro-js/voices'), fileOptions)],
    ['/models', sirv(models, fileOptions)],
  ]);
  const root = `/models/${model.root}`;
  return createServer((request, response) => {
    request.url = fromHubPath(request.url ?? '/', { root, weights });
    serve(request, response);
  });
}

function createRuntimeSite({ dist, models, pages }: SiteOptions): Server {
  return createServer(
    serveFolders([
      ['/bench', sirv(pages, fileOptions)],
      ['/ort', sirv(join(dist, 'ort'), fileOptions)],
      ['/kernels', sirv(join(dist, 'kernels'), fileOptions)],
      ['/transformers', sirv(join(nodeModules, '@huggingface/transformers/dist'), fileOptions)],
      ['/ort-newest', sirv(join(nodeModules, 'onnxruntime-web/dist'), fileOptions)],
      ['/models', sirv(models, fileOptions)],
    ]),
  );
}

/** Drops the repository and the revision of a path below the mirror. */
function toOwnPath(path: string): string {
  return path.replace(/^.*\/resolve\/[^/]+\//, '');
}

interface HubPaths {
  /** Where the small files lie. */
  readonly root: string;
  /** Where each file of weights lies, by its path in the repository. */
  readonly weights: ReadonlyMap<string, string>;
}

/** Finds a file of the hub's Kokoro here: whatever revision is asked for, there is only one. */
function fromHubPath(url: string, { root, weights }: HubPaths): string {
  const path = /^\/hub\/onnx-community\/Kokoro-82M-v1\.0-ONNX\/resolve\/[^/]+\/(.+)$/.exec(url)?.[1];
  if (path === undefined) return url;
  return path.startsWith('voices/') ? `/${path}` : (weights.get(path) ?? `${root}/${path}`);
}
