import { isOwnRoute, type RouteScope } from '../../contract/route-match.ts';
import { Scope } from '../../std/scope.ts';
import { isMessage, PROTOCOL_VERSION } from '../../wire/protocol-version.ts';
import type { RpcToClient } from '../../wire/rpc.protocol.ts';
import type { PageToServiceWorker } from '../../wire/service-worker.protocol.ts';
import { ApiFront } from './api-front.ts';
import { ForeignHostStore, type ForeignHosts } from './foreign-hosts.ts';
import { HostFinder, type Pages } from './host-finder.ts';
import { isShare, receiveShare } from './receive-share.ts';
import { createShell } from './shell.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;
const baseUrl = worker.registration.scope;
const { origin, pathname: basePath } = new URL(baseUrl);

const pages: Pages = {
  get: (id) => worker.clients.get(id),
  // A page that was reloaded past the cache is not controlled, and may host all the same.
  all: () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true }),
};
const hosts = new HostFinder(pages);
const front = new ApiFront(pages, hosts);
const foreign = new ForeignHostStore(baseUrl);
const shell = createShell({
  baseUrl,
  manifest: __PRECACHE_MANIFEST__,
  app: __APP_FILES__,
  runtime: __RUNTIME_CACHE__,
  policy: __SECURITY_POLICY__,
});

// Lives as long as the service worker itself, which ends without a word.
const scope = new Scope();
scope.listen(worker, 'install', (event: ExtendableEvent) => shell.install(event));
scope.listen(worker, 'activate', (event: ExtendableEvent) => event.waitUntil(activate(event)));
scope.listen(worker, 'fetch', (event: FetchEvent) => respond(event));
scope.listen(worker, 'message', (event: ExtendableMessageEvent) => receive(event));
void foreign.read();

async function activate(event: ExtendableEvent): Promise<void> {
  await shell.activate(event);
  await worker.clients.claim();
}

/**
 * Calls `respondWith` only for what is Sotto's; all else goes its way untouched. So do navigations to the API, since any
 * other site can cause them, by a form for example.
 */
function respond(event: FetchEvent): void {
  const { request } = event;
  const clientId = event.clientId === '' ? event.resultingClientId : event.clientId;
  if (request.mode !== 'navigate' && isOurs(request, { hosts: [], models: false })) {
    event.respondWith(front.answer(request, clientId));
  } else if (isShare(request, baseUrl)) {
    event.respondWith(respondToShare(request));
  } else if (new URL(request.url).origin !== origin) {
    respondToForeign(event);
  } else {
    const answer = shell.respond(event);
    if (answer !== undefined) event.respondWith(answer);
  }
}

/** A site without the app may have a form of its own at this address. */
async function respondToShare(request: Request): Promise<Response> {
  return (await shell.isApp()) ? receiveShare(request, baseUrl) : fetch(request);
}

function respondToForeign(event: FetchEvent): void {
  const { request, clientId } = event;
  // Without the stored choice the only question is whether the path could be ours at all.
  if (!isOurs(request, foreign.current ?? { hosts: [new URL(request.url).host], models: true })) return;
  const answer = async (): Promise<Response> =>
    isOurs(request, await foreign.read()) ? front.answer(request, clientId) : fetch(request);
  event.respondWith(answer());
}

function isOurs(request: Request, { hosts: foreignHosts, models: foreignModels }: ForeignHosts): boolean {
  const routes: RouteScope = { origin, basePath, foreignHosts, foreignModels };
  return /^https?:/.test(request.url) && isOwnRoute(request.url, request.method, routes);
}

function receive(event: ExtendableMessageEvent): void {
  if (!isMessage(event.data)) return;
  const message = event.data as PageToServiceWorker;
  switch (message.type) {
    case 'ping':
      // Having been called is all that counts.
      return;
    case 'are-you-sotto':
      message.port.postMessage({ type: 'sotto' });
      return;
    case 'host':
      if (message.version === PROTOCOL_VERSION) event.waitUntil(changeHost((event.source as Client).id));
      return;
    case 'connect':
      event.waitUntil(connect(message.port));
      return;
    case 'cancel':
      front.cancel(message.id);
      return;
    case 'foreign-hosts':
      event.waitUntil(foreign.write({ hosts: message.hosts, models: message.models }));
      return;
    case 'claim':
      event.waitUntil(worker.clients.claim());
      return;
    case 'SKIP_WAITING':
      event.waitUntil(worker.skipWaiting());
      return;
    default:
      // Pages of another version, and other scripts of the site, may send what this one does not know.
      message satisfies never;
  }
}

async function changeHost(hostId: string): Promise<void> {
  hosts.remember(hostId);
  front.dropOpen();
  for (const page of await pages.all()) {
    if (page.id !== hostId) page.postMessage({ type: 'host-changed' }, []);
  }
}

async function connect(port: MessagePort): Promise<void> {
  const host = await hosts.find();
  if (host !== undefined) {
    host.postMessage({ type: 'client', port }, [port]);
    return;
  }
  const refusal: RpcToClient = { type: 'close' };
  port.postMessage(refusal);
}
