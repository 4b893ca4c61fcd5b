import { isOwnRoute } from '../contract/route-match.ts';
import { createDeferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import { APP_MARK, type ServiceWorkerToPage } from '../wire/service-worker.protocol.ts';
import { isMessage, PROTOCOL_VERSION } from '../wire/protocol-version.ts';
import { reportThreads } from './check-version.ts';
import { electHost } from './elect-host.ts';
import { shouldReloadForIsolation, watchUse } from './isolate-page.ts';
import { createLastingFetch } from './lasting-fetch.ts';
import { ownFiles, type FilePlaces } from './own-files.ts';
import { ReconnectingClient } from './reconnecting-client.ts';
import { registerServiceWorker, type ServiceWorkerLink } from './register-service-worker.ts';
import { HostAnswers } from './host-answers.ts';
import { HostSettings } from './host-settings.ts';
import { createSpeechClient, type SpeechClient } from './speech-client.ts';
import { replaceGlobal } from './replace-global.ts';
import { createSpeechFetch, type SpeechFetchOptions } from './speech-fetch.ts';
import { createSpeechXhr } from './speech-xhr.ts';
import { retryMedia } from './retry-media.ts';
import type { SpeechOptions } from './speech-options.ts';
import { createSharedPlayer, createStreamer, type OpenStream } from './stream/open-stream.ts';
import { createDisposedError, startThreads, type Threads } from './start-threads.ts';

/** A service worker that takes longer to install than this is not waited for. */
const CONTROL_WAIT_MS = 60_000;

/** Speech in this page. */
export interface Speech {
  readonly client: SpeechClient;
  /** Resolves when `fetch` to the API is answered in this page; rejects where the browser cannot do that. */
  readonly ready: Promise<void>;
  /** Like the global one, and works for the API even where that never will: without a service worker. */
  readonly fetch: typeof fetch;
  /** Speaks a text that may still be written: a string, an iterable, an async iterable or a stream of text. */
  readonly stream: OpenStream;
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
    stream: page.stream,
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
  readonly stream: OpenStream;
  readonly #places: FilePlaces;
  readonly #server: ReconnectingClient;
  readonly #elected = createDeferred<Threads>();
  /** Rejects where the threads cannot be started. */
  readonly #missing = createDeferred<never>();
  readonly #settings: HostSettings;
  readonly #hostAnswers = new HostAnswers(this.scope);
  #threads: Threads | undefined;

  constructor(options: SpeechOptions) {
    this.#places = ownFiles.locate(options.baseUrl);
    this.#settings = new HostSettings(options);
    this.link = registerServiceWorker(this.scope, this.#places, options.registration);
    this.link.onMessage((message) => this.#receive(message));
    this.#server = new ReconnectingClient(this.scope, () => this.#connect());
    this.client = this.#createClient();
    this.fetch = this.#createFetch();
    const openPlayer = createSharedPlayer(this.scope);
    const { scope, fetch } = this;
    this.stream = createStreamer({ scope, fetch, baseUrl: this.#places.scopeUrl, openPlayer });
    this.ready = Promise.race([this.#becomeReady(), this.#missing.promise]);
    this.ready.catch(() => undefined);
    this.#elected.promise.catch(() => undefined);
    // Nobody answers what is still held then.
    this.scope.add(() => this.#elected.reject(createDisposedError()));
    // Without a service worker tabs cannot reach each other, and each serves itself.
    this.link.controlled.catch(() => this.#host());
    electHost(this.scope, {
      // Tabs of two versions cannot share one host; each version has its own until the older tabs are reloaded.
      name: `sotto-host ${this.#places.scopeUrl} ${PROTOCOL_VERSION}`,
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
      applySettings: (patch, signal) => {
        this.#settings.applyToServer(patch);
        return client.applySettings(patch, signal);
      },
      configureEngine: (patch, signal) => {
        this.#settings.applyToEngine(patch);
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
    controlled.catch(() => undefined);
    const { pathname: basePath } = new URL(this.#places.scopeUrl);
    const routes = { origin: location.origin, basePath, isGuest: ownFiles.isGuest };
    const options: SpeechFetchOptions = {
      nativeFetch: globalThis.fetch.bind(globalThis),
      isOwn: (url, method) => isOwnRoute(url, method, routes),
      isControlled: () => isControlled,
      untilAnswered: async () => {
        const hosting = this.#elected.promise.then((threads) => threads);
        const threads = await Promise.race([hosting, controlled.catch(() => hosting)]);
        return threads ?? undefined;
      },
      cancel: (id) => this.link.post({ type: 'cancel', id }),
    };
    const speechFetch = createSpeechFetch(options);
    const { scope } = this;
    const untilControlled = scope.child();
    // Somebody may have wrapped them since; what they kept is then the browser's own again.
    replaceGlobal(scope, 'fetch', (...call) => (scope.disposed ? options.nativeFetch : speechFetch)(...call));
    const isOver = (): boolean => isControlled || scope.disposed;
    replaceGlobal(
      untilControlled,
      'XMLHttpRequest',
      createSpeechXhr(XMLHttpRequest, { ...options, isControlled: isOver }),
    );
    const becomeControlled = (): void => {
      untilControlled.dispose();
      retryMedia(scope, options.isOwn);
    };
    controlled.then(becomeControlled).catch(() => undefined);
    return createLastingFetch(speechFetch, options.isOwn);
  }

  /** What workers fetch is kept for use offline only if the service worker was in control when they were started. */
  async #hostOnceControlled(): Promise<void> {
    const settled = this.link.controlled.catch(() => undefined);
    await Promise.race([settled, this.scope.sleep(CONTROL_WAIT_MS)]);
    this.#host();
  }

  #host(): void {
    if (this.#threads !== undefined || this.scope.disposed) return;
    reportThreads();
    try {
      const threads = startThreads(this.scope, {
        places: this.#places,
        settings: () => this.#settings.toServerSettings(),
        config: () => this.#settings.toEngineConfig(),
        onKeepAlive: () => this.link.post({ type: 'ping' }),
        onSettled: () => this.link.post({ type: 'keep-files' }),
        onRestart: () => this.#announce(threads),
        onMissing: (error) => this.#noteMissing(error),
      });
      this.#threads = threads;
      this.#elected.resolve(threads);
      this.#announce(threads);
    } catch (error) {
      // Frames that are sandboxed may not start any.
      this.#noteMissing(error);
      this.#elected.reject(error);
    }
  }

  #noteMissing(error: unknown): void {
    console.error('[sotto]', error);
    this.#missing.reject(error);
  }

  #announce(threads: Threads): void {
    const line = threads.openLine();
    this.link.post({ type: 'host', version: PROTOCOL_VERSION, line }, [line]);
    this.#hostAnswers.become(threads);
    this.#server.reconnect();
  }

  #connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    if (this.#threads !== undefined) this.#threads.post({ type: 'client', port: port2 });
    else this.link.post({ type: 'connect', port: port2 }, [port2]);
    return port1;
  }

  #receive(message: ServiceWorkerToPage): void {
    // A service worker of the site's own may send anything.
    if (!isMessage(message)) return;
    switch (message.type) {
      case 'who-is-host':
        if (message.version === PROTOCOL_VERSION) this.#hostAnswers.answer(message.port);
        return;
      case 'http':
      case 'client':
        this.#threads?.post(message);
        return;
      case 'host-changed':
        this.#server.reconnect();
        return;
      default:
        // A newer service worker may say more than this page knows.
        message satisfies never;
    }
  }
}
