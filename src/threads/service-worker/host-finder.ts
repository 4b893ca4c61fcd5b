import { orAbort } from '../../std/abort.ts';
import { createDeferred } from '../../std/deferred.ts';
import { createRandomId } from '../../std/random-id.ts';
import { Scope } from '../../std/scope.ts';
import { PROTOCOL_VERSION } from '../../wire/protocol-version.ts';
import {
  HOST_ANSWER_WITHIN_MS,
  type ForwardedHttp,
  type HostAnswer,
  type LineMessage,
  type ServiceWorkerToPage,
} from '../../wire/service-worker.protocol.ts';

/** A page, as the service worker sees it. */
export interface Page {
  readonly id: string;
  postMessage(message: ServiceWorkerToPage, transfer: Transferable[]): void;
}

/** The pages of this origin. */
export interface Pages {
  get(id: string): Promise<Page | undefined>;
  all(): Promise<readonly Page[]>;
}

/** What is used of a service worker's `clients`. */
interface PageClients {
  get(id: string): Promise<Page | undefined>;
  matchAll(options: {
    readonly type: 'window';
    readonly includeUncontrolled: boolean;
  }): Promise<readonly Page[]>;
}

/** Finds pages by the service worker that runs this. */
export function createPages({ clients }: { readonly clients: PageClients }): Pages {
  return {
    get: (id) => clients.get(id),
    // A page that was reloaded past the cache is not controlled, and may host all the same.
    all: () => clients.matchAll({ type: 'window', includeUncontrolled: true }),
  };
}

const LOOK_AGAIN_MS = 250;

/** Knows which page owns the server worker, and finds it again after the service worker was killed. */
export class HostFinder {
  readonly #pages: Pages;
  readonly #scopeUrl: string;
  #hostId: string | undefined;
  #known: Page | undefined;
  /** Leads to the server worker of that page; missing where it gave none. */
  #line: MessagePort | undefined;
  readonly #start = createRandomId();
  #takenCount = 0;
  #search: Promise<Page | undefined> | undefined;
  #generation = 0;

  /** `scopeUrl` is the service worker's own. */
  constructor(pages: Pages, scopeUrl = '') {
    this.#pages = pages;
    this.#scopeUrl = scopeUrl;
  }

  /** Counts the server workers that were announced. */
  get generation(): number {
    return this.#generation;
  }

  /** The page that hosted when it was last looked for. It may be gone since. */
  get known(): Page | undefined {
    return this.#known;
  }

  /** Notes that a server worker of this page took over; `line` leads straight to it. */
  remember(hostId: string, line?: MessagePort): void {
    this.#note(hostId, undefined, line);
    this.#generation += 1;
  }

  /** Looks for another host from now on, if this one is still the present one. */
  forget(hostId: string): void {
    if (this.#hostId === hostId) this.#note(undefined, undefined, undefined);
  }

  /** Sends a request to the server worker of a host, past the page where there is a line. */
  send(host: Page, request: ForwardedHttp): void {
    const line = host.id === this.#hostId ? this.#line : undefined;
    if (line === undefined) host.postMessage(request, [request.port]);
    else line.postMessage(request, [request.port]);
  }

  #note(hostId: string | undefined, known: Page | undefined, line: MessagePort | undefined): void {
    this.#hostId = hostId;
    this.#known = known;
    this.#line?.close();
    this.#line = line;
    if (line === undefined) return;
    this.#takenCount += 1;
    const taken = { type: 'taken', by: this.#scopeUrl, start: this.#start, count: this.#takenCount } as const;
    line.postMessage(taken satisfies LineMessage);
  }

  /** Resolves to undefined where no page hosts. */
  async find(): Promise<Page | undefined> {
    if (this.#hostId !== undefined) {
      const hostId = this.#hostId;
      const known = await this.#pages.get(hostId);
      // Another one may have taken over meanwhile.
      if (this.#hostId === hostId) this.#known = known;
      if (known !== undefined) return known;
    }
    this.#search ??= this.#ask().finally(() => {
      this.#search = undefined;
    });
    return this.#search;
  }

  /** Like `find`, and waits up to `limitMs` for a page that comes to host. Rejects with the reason of `signal`. */
  async findWithin(limitMs: number, signal: AbortSignal): Promise<Page | undefined> {
    const scope = new Scope();
    const untilMs = performance.now() + limitMs;
    try {
      for (;;) {
        const host = await orAbort(this.find(), signal);
        if (host !== undefined || performance.now() >= untilMs) return host;
        await orAbort(scope.sleep(LOOK_AGAIN_MS), signal);
      }
    } finally {
      scope.dispose();
    }
  }

  async #ask(): Promise<Page | undefined> {
    const pages = await this.#pages.all();
    if (pages.length === 0) return undefined;
    const generation = this.#generation;
    const scope = new Scope();
    const found = createDeferred<{ readonly page: Page; readonly line: MessagePort | undefined } | null>();
    for (const page of pages) {
      const { port1, port2 } = new MessageChannel();
      scope.add(() => {
        port1.close();
      });
      scope.listen(port1, 'message', ({ data }: MessageEvent<HostAnswer | null>) => {
        const line = data?.line;
        found.resolve({ page, line: line instanceof MessagePort ? line : undefined });
      });
      port1.start();
      page.postMessage({ type: 'who-is-host', version: PROTOCOL_VERSION, port: port2 }, [port2]);
    }
    scope.timeout(() => found.resolve(null), HOST_ANSWER_WITHIN_MS);
    const host = await found.promise;
    scope.dispose();
    if (host === null) return undefined;
    // A server worker that was announced meanwhile has a line of its own, and this one may lead to the one before it.
    if (this.#generation === generation) this.#note(host.page.id, host.page, host.line);
    else host.line?.close();
    return host.page;
  }
}
