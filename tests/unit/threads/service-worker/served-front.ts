import { createDeferred } from '../../../../src/std/deferred.ts';
import { ApiFront } from '../../../../src/threads/service-worker/api-front.ts';
import { HostFinder, type Page, type Pages } from '../../../../src/threads/service-worker/host-finder.ts';
import { serveHttpOverPort, type HttpExchange } from '../../../../src/wire/http-port.ts';
import type { ServiceWorkerToPage } from '../../../../src/wire/service-worker.protocol.ts';

/** A request as the service worker hands it to a page. */
export type Http = Extract<ServiceWorkerToPage, { type: 'http' }>;

/** The front of a service worker, the pages that it knows, and what it does when a page says that it hosts. */
interface ServedFront {
  readonly front: ApiFront;
  readonly known: Map<string, Page>;
  readonly announce: (id: string, line?: MessagePort) => void;
}

/** Creates the front of a service worker with one host and one client. */
export function createFront(
  answer: (message: Http, index: number) => void,
  hostWaitMs = 10_000,
): ServedFront {
  let count = 0;
  const createHost = (id: string): Page => ({
    id,
    postMessage: (message) => {
      if (message.type === 'http') answer(message, count++);
      if (message.type === 'who-is-host') message.port.postMessage({ type: 'host' });
    },
  });
  const host = createHost('host');
  const known = new Map<string, Page>([
    ['host', host],
    ['client', { id: 'client', postMessage: () => undefined }],
  ]);
  const pages: Pages = {
    get: (id) => Promise.resolve(known.get(id)),
    all: () => Promise.resolve([...known.values()]),
  };
  const hosts = new HostFinder(pages);
  const front = new ApiFront(pages, hosts, { basePath: '/sotto/', hostWaitMs });
  const announce = (id: string, line?: MessagePort): void => {
    known.set(id, createHost(id));
    hosts.remember(id, line);
    front.dropOpen();
  };
  return { front, known, announce };
}

/** Answers as a host does. */
export const serve =
  (handle: HttpExchange['handle']): ((message: Http) => void) =>
  (message: Http) => {
    void serveHttpOverPort(message.port, { head: message.request, body: message.body, handle });
  };

export const speech = (body = '{"input":"Hi"}'): Request =>
  new Request('http://localhost/v1/audio/speech', { method: 'POST', body });

/** Gives four bytes, then the others; nothing after the four where it is stuck. */
export function createBody(
  bytes: readonly number[],
  isStuck: boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const parts = [new Uint8Array(bytes.slice(0, 4)), ...(isStuck ? [] : [new Uint8Array(bytes.slice(4))])];
  return new ReadableStream(
    {
      pull: async (controller) => {
        const part = parts.shift();
        if (part !== undefined) controller.enqueue(part);
        else if (isStuck) await createDeferred().promise;
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
