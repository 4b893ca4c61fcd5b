import { Scope } from '../../std/scope.ts';
import { ApiFront } from '../../threads/service-worker/api-front.ts';
import { FetchAnswers } from '../../threads/service-worker/fetch-answers.ts';
import { ForeignHostStore } from '../../threads/service-worker/foreign-hosts.ts';
import { createPages, HostFinder } from '../../threads/service-worker/host-finder.ts';
import { receiveMessage } from '../../threads/service-worker/receive-message.ts';
import { isAddressed } from '../../wire/service-worker.protocol.ts';
import { KeptFiles } from './kept-files.ts';

/** Where Sotto's files lie, as a service worker sees it. */
export interface SpeechFrontOptions {
  /** The folder of Sotto's files, relative to the scope; `sotto/` if not given, as `npx sotto init` names it. */
  readonly filesUrl?: string;
}

/** Sotto in a service worker. */
export interface SpeechFront {
  /**
   * Answers a `fetch` event if the request is one of Sotto's API or for one of its files, and returns whether it did. It then
   * keeps listeners that were added later from the event, so that those need not ask. Everything else stays untouched.
   */
  handle(event: Event): boolean;
}

/**
 * Puts Sotto into a service worker, which may be a site's own: call it when the script is first run. It listens to messages
 * of Sotto's own pages, and hands requests of the API to the page that speaks.
 */
export function createSpeechFront(
  worker: ServiceWorkerGlobalScope,
  { filesUrl = 'sotto/' }: SpeechFrontOptions = {},
): SpeechFront {
  const { scope: baseUrl } = worker.registration;
  const pages = createPages(worker);
  const hosts = new HostFinder(pages, baseUrl);
  const front = new ApiFront(pages, hosts, { basePath: new URL(baseUrl).pathname });
  const foreign = new ForeignHostStore(baseUrl);
  const answers = new FetchAnswers({ baseUrl, isGuest: true, front, foreign });
  const files = new KeptFiles(new URL(filesUrl, baseUrl).href);
  const targets = { worker, pages, hosts, front, foreign, keepFiles: () => files.keepSmallOnes() };

  // Lives as long as the service worker itself, which ends without a word.
  const scope = new Scope();
  scope.listen(worker, 'activate', (event: ExtendableEvent) => event.waitUntil(files.dropOthers()));
  scope.listen(worker, 'message', (event: ExtendableMessageEvent) => {
    if (!isAddressed(event.data)) return;
    receiveMessage(event, targets);
  });
  void foreign.read();

  return {
    handle(event) {
      if (!isFetch(event) || !(answers.respond(event) || files.respond(event))) return false;
      event.stopImmediatePropagation();
      return true;
    },
  };
}

function isFetch(event: Event): event is FetchEvent {
  return event.type === 'fetch';
}
