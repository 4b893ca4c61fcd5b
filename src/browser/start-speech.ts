import { isOwnRoute } from '../api/route-match.ts';
import { assertNever } from '../std/assert-never.ts';
import { createDeferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import type { EngineConfig } from '../speech/engine-status.ts';
import { APP_MARK } from '../wire/app-mark.ts';
import type { ServerSettings } from '../wire/server.protocol.ts';
import type { ServiceWorkerToPage } from '../wire/service-worker.protocol.ts';
import { toBaseUrl } from './base-url.ts';
import { electHost } from './elect-host.ts';
import { shouldReloadForIsolation, watchUse } from './isolate-page.ts';
import { ReconnectingClient } from './reconnecting-client.ts';
import { registerServiceWorker, type ServiceWorkerLink } from './register-service-worker.ts';
import { defaultSettings, toEngineConfig, toServerSettings } from './settings.ts';
import { createSpeechClient, type SpeechClient } from './speech-client.ts';
import { createSpeechFetch, replaceFetch, type SpeechFetchOptions } from './speech-fetch.ts';
import { createSpeechXhr, replaceXhr } from './speech-xhr.ts';
import { startThreads, type Threads } from './start-threads.ts';

/** A service worker that takes longer to install than this is not waited for. */
const CONTROL_WAIT_MS = 60_000;

export interface SpeechOptions {
  /** Where Sotto's files lie, absolute, with a slash at the end; found from this script if not given. */
  readonly baseUrl?: string;
  readonly settings?: Partial<ServerSettings>;
  readonly engine?: Partial<EngineConfig>;
  /** Hosts other than the page's own whose audio routes are answered, for all pages; unchanged if not given. */
  readonly foreignHosts?: readonly string[];
  /** Whether their model lists are answered too. */
  readonly foreignModels?: boolean;
}

/** Speech in this page. */
export interface Speech {
  readonly client: SpeechClient;
  /** Resolves when `fetch` to the API is answered in this page; rejects where the browser cannot do that. */
  readonly ready: Promise<void>;
  /** Like the global one, and works for the API even where that never will: without a service worker. */
  readonly fetch: typeof fetch;
  answerForeignHosts(hosts: readonly string[], models: boolean): void;
  /** Calls `handler` when a new version of the app waits. */
  onUpdate(handler: () => void): void;
  /** Reloads the page with the new version. */
  applyUpdate(): void;
  /** Ends what this page started; another tab takes over. */
  dispose(): void;
}

/** Starts speech in this page at once: registers the service worker and takes part in hosting the server worker. */
export function startSpeech(options: SpeechOptions = {}): Speech {
  const page = new SpeechPage(options);
  return {
    client: page.client,
    ready: page.ready,
    fetch: page.fetch,
    answerForeignHosts: (hosts, models) => page.link.post({ type: 'foreign-hosts', hosts, models }),
    onUpdate: (handler) => page.link.onUpdate(handler),
    applyUpdate: () => page.link.applyUpdate(),
    dispose: () => page.scope.dispose(),
  };
}

class SpeechPage {
  readonly scope = new Scope();
  readonly link: ServiceWorkerLink;
  readonly client: SpeechClient;
  readonly ready: Promise<void>;
  readonly fetch: typeof fetch;
  readonly #baseUrl: string;
  readonly #server: ReconnectingClient;
  readonly #elected = createDeferred<Threads>();
  readonly #askers: MessagePort[] = [];
  #settings: ServerSettings;
  #config: EngineConfig;
  #threads: Threads | undefined;

  constructor(options: SpeechOptions) {
    const isDevelopment = import.meta.env.DEV;
    this.#baseUrl = options.baseUrl ?? toBaseUrl(import.meta.url, { isDevelopment });
    this.#settings = { ...toServerSettings(defaultSettings), ...options.settings };
    this.#config = { ...toEngineConfig(defaultSettings), ...options.engine };
    this.link = registerServiceWorker(this.scope, this.#baseUrl);
    this.link.onMessage((message) => this.#receive(message));
    this.#server = new ReconnectingClient(this.scope, () => this.#connect());
    this.client = this.#createClient();
    this.fetch = this.#createFetch();
    this.ready = this.#becomeReady();
    this.ready.catch(() => undefined);
    // Without a service worker tabs cannot reach each other, and each serves itself.
    this.link.controlled.catch(() => this.#host());
    electHost(this.scope, {
      name: `sotto-host ${this.#baseUrl}`,
      locks: 'locks' in navigator ? navigator.locks : undefined,
      onElected: () => void this.#hostOnceControlled(),
    });
    const { foreignHosts: hosts, foreignModels: models = false } = options;
    if (hosts !== undefined) this.link.post({ type: 'foreign-hosts', hosts, models });
  }

  async #becomeReady(): Promise<void> {
    const wasUsed = watchUse(this.scope);
    await this.link.controlled;
    const environment = {
      isIsolated: crossOriginIsolated,
      isApp: document.head.innerHTML.includes(APP_MARK),
      wasUsed: wasUsed(),
      openMemory: () => sessionStorage,
    };
    if (shouldReloadForIsolation(environment)) {
      location.reload();
      await new Promise(() => undefined);
    }
    await this.client.models(this.scope.signal);
  }

  #createClient(): SpeechClient {
    const client = createSpeechClient(this.#server);
    return {
      ...client,
      // What this page set holds also when it comes to host later.
      applySettings: (settings, signal) => {
        this.#settings = settings;
        return client.applySettings(settings, signal);
      },
      configureEngine: (patch, signal) => {
        this.#config = { ...this.#config, ...patch };
        return client.configureEngine(patch, signal);
      },
    };
  }

  /**
   * Until the page is controlled, requests of the API made by anybody in it are held or answered directly; later those
   * that are aborted are reported, as long as this page takes part.
   */
  #createFetch(): typeof fetch {
    let isControlled = false;
    const controlled = this.link.controlled.then(() => {
      isControlled = true;
    });
    const routes = { origin: location.origin, basePath: new URL(this.#baseUrl).pathname };
    const options: SpeechFetchOptions = {
      nativeFetch: globalThis.fetch.bind(globalThis),
      isOwn: (url, method) => isOwnRoute(url, method, routes),
      isControlled: () => isControlled,
      untilAnswered: async () => {
        const hosting = this.#elected.promise.then((threads) => threads);
        const threads = await Promise.race([hosting, controlled.catch(() => hosting)]);
        return threads === undefined ? undefined : (message) => threads.post(message);
      },
      cancel: (id) => this.link.post({ type: 'cancel', id }),
    };
    const speechFetch = createSpeechFetch(options);
    replaceFetch(this.scope, speechFetch);
    const untilControlled = this.scope.child();
    replaceXhr(untilControlled, createSpeechXhr(XMLHttpRequest, options));
    controlled.then(() => untilControlled.dispose()).catch(() => undefined);
    return speechFetch;
  }

  /** What workers fetch is kept for use offline only if the service worker was in control when they were started. */
  async #hostOnceControlled(): Promise<void> {
    const settled = this.link.controlled.catch(() => undefined);
    await Promise.race([settled, this.scope.sleep(CONTROL_WAIT_MS)]);
    this.#host();
  }

  #host(): void {
    if (this.#threads !== undefined || this.scope.disposed) return;
    const threads = startThreads(this.scope, {
      baseUrl: this.#baseUrl,
      settings: () => this.#settings,
      config: () => this.#config,
      onKeepAlive: () => this.link.post({ type: 'ping' }),
      onRestart: () => this.#announce(),
    });
    this.#threads = threads;
    this.#elected.resolve(threads);
    this.#announce();
  }

  #announce(): void {
    this.link.post({ type: 'host' });
    for (const port of this.#askers.splice(0)) port.postMessage({ type: 'host' });
    this.#server.reconnect();
  }

  #connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    if (this.#threads !== undefined) this.#threads.post({ type: 'client', port: port2 });
    else this.link.post({ type: 'connect', port: port2 }, [port2]);
    return port1;
  }

  #receive(message: ServiceWorkerToPage): void {
    switch (message.type) {
      case 'who-is-host':
        // One that is elected in the next moment still answers in time.
        if (this.#threads === undefined) this.#askers.push(message.port);
        else message.port.postMessage({ type: 'host' });
        return;
      case 'http':
      case 'client':
        this.#threads?.post(message);
        return;
      case 'host-changed':
        this.#server.reconnect();
        return;
      default:
        assertNever(message);
    }
  }
}
