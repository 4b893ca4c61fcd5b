import { Scope } from '../../std/scope.ts';
import { ApiFront } from './api-front.ts';
import { AppAnswers } from './app-answers.ts';
import { FetchAnswers } from './fetch-answers.ts';
import { ForeignHostStore } from './foreign-hosts.ts';
import { createPages, HostFinder } from './host-finder.ts';
import { receiveMessage } from './receive-message.ts';
import { createShell } from './shell.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;
const baseUrl = worker.registration.scope;

const pages = createPages(worker);
const hosts = new HostFinder(pages, baseUrl);
const front = new ApiFront(pages, hosts, { basePath: new URL(baseUrl).pathname });
const foreign = new ForeignHostStore(baseUrl);
const shell = createShell({
  baseUrl,
  manifest: __PRECACHE_MANIFEST__,
  later: __LATER_FILES__,
  app: __APP_FILES__,
  runtime: __RUNTIME_CACHE__,
  policy: __SECURITY_POLICY__,
});

const answers = new FetchAnswers({ baseUrl, isGuest: false, front, foreign });
const app = new AppAnswers(baseUrl, shell);
const keepFiles = (): Promise<void> => shell.keepAll();
const targets = { worker, pages, hosts, front, foreign, keepFiles };

// Lives as long as the service worker itself, which ends without a word.
const scope = new Scope();
scope.listen(worker, 'install', (event: ExtendableEvent) =>
  shell.install(event, worker.registration.active !== null),
);
scope.listen(worker, 'activate', (event: ExtendableEvent) => event.waitUntil(activate(event)));
scope.listen(worker, 'fetch', (event: FetchEvent) => {
  if (!answers.respond(event)) app.respond(event);
});
scope.listen(worker, 'message', (event: ExtendableMessageEvent) => receiveMessage(event, targets));
void foreign.read();

async function activate(event: ExtendableEvent): Promise<void> {
  await shell.activate(event);
  await worker.clients.claim();
}
