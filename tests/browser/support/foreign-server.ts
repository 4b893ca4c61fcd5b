import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived at the server. */
export interface ArrivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Somebody else's API on an origin of its own, open to every page. */
export interface ForeignServer {
  /** `localhost:<port>`. */
  readonly host: string;
  readonly url: string;
  /** What arrived, preflights left out. */
  readonly arrived: readonly ArrivedRequest[];
  close(): Promise<void>;
}

/** Starts a server that answers every request in two pieces, the second after the client has read the first. */
export async function startForeignServer(): Promise<ForeignServer> {
  const arrived: ArrivedRequest[] = [];
  let release: () => void = () => undefined;
  const server = createServer((request, response) => {
    const allow = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*, authorization',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    };
    if (request.method === 'OPTIONS') {
      response.writeHead(204, allow).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      arrived.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      if (path === '/continue') {
        response.writeHead(200, allow).end();
        release();
        return;
      }
      response.writeHead(200, { ...allow, 'Content-Type': 'text/plain' });
      response.write('from ');
      if (path === '/v1/chat/completions') release = () => response.end('afar');
      else response.end('afar');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
