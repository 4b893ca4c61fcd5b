import { isOwnRoute, type RouteScope } from '../../contract/route-match.ts';
import type { ApiFront } from './api-front.ts';
import type { ForeignHosts, ForeignHostStore } from './foreign-hosts.ts';

/** What answers fetches. */
export interface FetchAnswersParts {
  /** The scope of the service worker. */
  readonly baseUrl: string;
  /** Whether the pages are those of another project's site. */
  readonly isGuest: boolean;
  readonly front: ApiFront;
  readonly foreign: ForeignHostStore;
}

/** Decides which requests are the API's, and answers them. */
export class FetchAnswers {
  readonly #parts: FetchAnswersParts;
  readonly #routes: RouteScope & { readonly origin: string };

  constructor(parts: FetchAnswersParts) {
    this.#parts = parts;
    const { origin, pathname: basePath } = new URL(parts.baseUrl);
    this.#routes = { origin, basePath, isGuest: parts.isGuest };
  }

  /**
   * Calls `respondWith` for what is the API's, and returns whether it did; all else goes its way untouched. So do
   * navigations to the API, since any other site can cause them, by a form for example.
   */
  respond(event: FetchEvent): boolean {
    const { request } = event;
    const clientId = event.clientId === '' ? event.resultingClientId : event.clientId;
    if (new URL(request.url).origin !== this.#routes.origin) return this.#respondToForeign(event);
    if (request.mode === 'navigate' || !this.#isOurs(request, { hosts: [], models: false })) return false;
    event.respondWith(this.#parts.front.answer(request, clientId));
    return true;
  }

  #respondToForeign(event: FetchEvent): boolean {
    const { request, clientId } = event;
    const { foreign, front } = this.#parts;
    // Without the stored choice the only question is whether the path could be ours at all.
    const hosts = foreign.current ?? { hosts: [new URL(request.url).host], models: true };
    if (request.mode === 'navigate' || !this.#isOurs(request, hosts)) return false;
    const answer = async (): Promise<Response> =>
      this.#isOurs(request, await foreign.read()) ? front.answer(request, clientId) : fetch(request);
    event.respondWith(answer());
    return true;
  }

  #isOurs(request: Request, { hosts: foreignHosts, models: foreignModels }: ForeignHosts): boolean {
    const routes: RouteScope = { ...this.#routes, foreignHosts, foreignModels };
    return /^https?:/.test(request.url) && isOwnRoute(request.url, request.method, routes);
  }
}
