import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type sirv from 'sirv';
import { crossOriginIsolationHeaders } from './create-server.ts';

/** A folder and the beginning of the paths that it is served under. */
export type ServedFolder = readonly [prefix: string, serve: ReturnType<typeof sirv>];

/** Serves folders below their prefixes, and an empty page at the root, all of it isolated. */
export function serveFolders(folders: readonly ServedFolder[]): RequestListener {
  return (request, response) => {
    setIsolated(response);
    const folder = folders.find(([prefix]) => request.url?.startsWith(`${prefix}/`) === true);
    if (folder !== undefined) serveBelow(...folder, { request, response });
    else if (request.url === '/') sendPage(response);
    else sendMissing(response);
  };
}

/** Serves a folder below a prefix that the request's path begins with. */
export function serveBelow(
  prefix: string,
  serve: ServedFolder[1],
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): void {
  request.url = request.url?.slice(prefix.length) ?? '/';
  serve(request, response, () => {
    sendMissing(response);
  });
}

/** Gives the page threads. */
export function setIsolated(response: ServerResponse): void {
  for (const [name, value] of Object.entries(crossOriginIsolationHeaders)) response.setHeader(name, value);
}

/** Has a server listen on a free port of this machine; returns where. */
export function listenLocally(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://localhost:${(server.address() as AddressInfo).port}/`);
    });
  });
}

function sendPage(response: ServerResponse): void {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end('<!doctype html><title>A page for programs</title>');
}

function sendMissing(response: ServerResponse): void {
  response.statusCode = 404;
  response.end('Not found');
}
