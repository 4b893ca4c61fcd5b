import { isOwnRoute, type RouteScope } from '../../contract/route-match.ts';
import type { ApiFront } from './api-front.ts';
import type { ForeignHosts, ForeignHostStore } from './foreign-hosts.ts';
import { isShare, receiveShare } from './receive-share.ts';
import type { Shell } from './shell.ts';

/** What answers fetches. */
export interface FetchAnswersParts {
  /** The scope of the service worker. */
  readonly baseUrl: string;
  readonly front: ApiFront;
  readonly foreign: ForeignHostStore;
  readonly shell: Shell;
}

/** Decides which requests Sotto answers, and what answers them. */
export class FetchAnswers {
  readonly #parts: FetchAnswersParts;
  readonly #routes: RouteScope & { readonly origin: string };

  constructor(parts: FetchAnswersParts) {
    this.#parts = parts;
    const { origin, pathname: basePath } = new URL(parts.baseUrl);
    this.#routes = { origin, basePath };
  }

  /**
   * Calls `respondWith` only for what is Sotto's; all else goes its way untouched. So do navigations to the API, since any
   * other site can cause them, by a form for example.
   */
  respond(event: FetchEvent): void {
    const { request } = event;
    const { front, baseUrl, shell } = this.#parts;
    const clientId = event.clientId === '' ? event.resultingClientId : event.clientId;
    if (request.mode !== 'navigate' && this.#isOurs(request, { hosts: [], models: false })) {
      event.respondWith(front.answer(request, clientId));
    } else if (isShare(request, baseUrl)) {
      event.respondWith(this.#respondToShare(request));
    } else if (new URL(request.url).origin !== this.#routes.origin) {
      this.#respondToForeign(event);
    } else {
      const answer = shell.respond(event);
      if (answer !== undefined) event.respondWith(answer);
    }
  }

  /** A site without the app may have a form of its own at this address. */
  async #respondToShare(request: Request): Promise<Response> {
    const { shell, baseUrl } = this.#parts;
    return (await shell.isApp()) ? receiveShare(request, baseUrl) : fetch(request);
  }

  #respondToForeign(event: FetchEvent): void {
    const { request, clientId } = event;
    const { foreign, front } = this.#parts;
    // Without the stored choice the only question is whether the path could be ours at all.
    const hosts = foreign.current ?? { hosts: [new URL(request.url).host], models: true };
    if (!this.#isOurs(request, hosts)) return;
    const answer = async (): Promise<Response> =>
      this.#isOurs(request, await foreign.read()) ? front.answer(request, clientId) : fetch(request);
    event.respondWith(answer());
  }

  #isOurs(request: Request, { hosts: foreignHosts, models: foreignModels }: ForeignHosts): boolean {
    const routes: RouteScope = { ...this.#routes, foreignHosts, foreignModels };
    return /^https?:/.test(request.url) && isOwnRoute(request.url, request.method, routes);
  }
}
