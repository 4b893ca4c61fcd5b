import { isShare, receiveShare } from './receive-share.ts';
import type { Shell } from './shell.ts';

/** Answers for the app's own pages and files, and for what the system shares with the installed app. */
export class AppAnswers {
  readonly #baseUrl: string;
  readonly #shell: Shell;

  /** `baseUrl` is the scope of the service worker. */
  constructor(baseUrl: string, shell: Shell) {
    this.#baseUrl = baseUrl;
    this.#shell = shell;
  }

  /** Calls `respondWith` only for what is the app's; all else goes its way untouched. */
  respond(event: FetchEvent): void {
    const { request } = event;
    const answer = isShare(request, this.#baseUrl)
      ? this.#respondToShare(request)
      : this.#shell.respond(event);
    if (answer !== undefined) event.respondWith(answer);
  }

  /** A site without the app may have a form of its own at this address. */
  async #respondToShare(request: Request): Promise<Response> {
    return (await this.#shell.isApp()) ? receiveShare(request, this.#baseUrl) : fetch(request);
  }
}
