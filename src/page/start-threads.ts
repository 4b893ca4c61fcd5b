import type { ServerSettings } from '../contract/settings.ts';
import type { Scope } from '../std/scope.ts';
import { assertNever } from '../std/assert-never.ts';
import { BackOff } from '../std/back-off.ts';
import type { EngineConfig } from '../contract/engine-status.ts';
import type { EngineStart } from '../wire/engine.protocol.ts';
import { watchLife } from '../wire/life-lock.ts';
import { PeerLostError } from '../wire/peer-watch.ts';
import type { ServerInbound, ServerOutbound } from '../wire/server.protocol.ts';
import { checkVersion } from './check-version.ts';
import { ownFiles, type FilePlaces, type OwnFiles } from './own-files.ts';

/** What the host's workers start with, and what they ask of the page. */
export interface ThreadOptions {
  readonly places: Pick<FilePlaces, 'scopeUrl' | 'filesUrl'>;
  /** Read whenever a server worker starts. */
  readonly settings: () => ServerSettings;
  /** How the engine is configured, read whenever a server worker starts. */
  readonly config: () => EngineConfig;
  /** The service worker must be kept alive. */
  readonly onKeepAlive: () => void;
  /** Files for later may be fetched. */
  readonly onSettled: () => void;
  /** A fresh server worker took over: ports to the earlier one lead nowhere. */
  readonly onRestart: () => void;
  /** The script of a worker is not there; the error says how to get it. */
  readonly onMissing: (error: unknown) => void;
}

/** The workers of a host page. */
export interface Threads {
  /** Gives the server worker a message with its port. */
  post(message: Extract<ServerInbound, { type: 'client' | 'http' }>): void;
  /** Opens a port over which the service worker's requests come straight to the present server worker. */
  openLine(): MessagePort;
  /** Counts the server workers that were started. */
  readonly generation: () => number;
  /** Fires with a `PeerLostError` when the present server worker is lost and another took over, and when all end. */
  readonly lost: () => AbortSignal;
}

/** Starts the server and the engine worker, and starts each again when it fails. */
export function startThreads(scope: Scope, options: ThreadOptions, files: ThreadFiles = ownFiles): Threads {
  const threads = new HostThreads(scope, options, files);
  return {
    post: (message) => threads.post(message),
    openLine: () => threads.openLine(),
    generation: () => threads.generation,
    lost: () => threads.lost,
  };
}

/** Creates the error of requests that nobody answers any more, since what this page started was disposed of. */
export function createDisposedError(): TypeError {
  return new TypeError('Sotto was disposed of in this page before it answered.');
}

/** Creates the workers; tests pass other ones. */
export type ThreadFiles = Pick<OwnFiles, 'createServer' | 'createEngine' | 'requireScript'>;

class HostThreads {
  readonly #scope: Scope;
  readonly #options: ThreadOptions;
  readonly #files: ThreadFiles;
  readonly #serverBackOff = new BackOff();
  readonly #engineBackOff = new BackOff();
  #serverScope: Scope;
  #engineScope: Scope;
  #server: Worker;
  #loss = new AbortController();
  #generation = 0;
  /** Counts the engine workers that were started. */
  #engineNumber = 0;
  readonly #failed = new Set<string>();
  #isServing = false;
  #isRestarting = false;

  constructor(scope: Scope, options: ThreadOptions, files: ThreadFiles) {
    this.#scope = scope;
    this.#options = options;
    this.#files = files;
    this.#serverScope = scope.child();
    this.#engineScope = this.#serverScope.child();
    this.#server = this.#startServer();
    this.#startEngine();
    // Who still reads an answer of theirs learns that no more of it comes.
    scope.add(() => this.#loss.abort(createDisposedError()));
  }

  get generation(): number {
    return this.#generation;
  }

  get lost(): AbortSignal {
    return this.#loss.signal;
  }

  post(message: ServerInbound): void {
    const transfer = 'port' in message ? [message.port] : [];
    this.#server.postMessage(message, transfer);
  }

  openLine(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.post({ type: 'line', port: port2 });
    return port1;
  }

  #startServer(): Worker {
    const scope = this.#serverScope;
    const { places, settings, config } = this.#options;
    const server = scope.worker(this.#files.createServer);
    scope.listen(server, 'message', (event: MessageEvent<ServerOutbound>) => this.#receive(event.data));
    scope.listen(server, 'error', (event: Event) => this.#noteServerError(event));
    const start: ServerInbound = {
      type: 'start',
      baseUrl: places.filesUrl,
      scopeUrl: places.scopeUrl,
      settings: settings(),
      config: config(),
    };
    server.postMessage(start);
    return server;
  }

  #startEngine(): void {
    this.#engineScope.dispose();
    this.#engineScope = this.#serverScope.child();
    const scope = this.#engineScope;
    const engine = scope.worker(this.#files.createEngine);
    scope.listen(engine, 'error', (event: Event) => {
      this.#noteFailure('engine', event);
      scope.timeout(() => this.#startEngine(), this.#engineBackOff.fail());
    });
    const { port1, port2 } = new MessageChannel();
    const start: EngineStart = { type: 'start', baseUrl: this.#options.places.filesUrl, port: port1 };
    engine.postMessage(start, [port1]);
    this.#engineNumber += 1;
    this.post({ type: 'engine', number: this.#engineNumber, port: port2 });
  }

  /** A running server survives an uncaught error: one caller's fault must not end the work of all tabs. */
  #noteServerError(event: Event): void {
    this.#noteFailure('server', event);
    if (!this.#isServing) this.#restartSoon();
  }

  /** A script that is not there fails as any other, and the event says nothing of it: its file is asked for, once. */
  #noteFailure(name: 'engine' | 'server', event: Event): void {
    console.error(`The ${name} worker has met an error`, 'message' in event ? event.message : event.type);
    if (this.#failed.has(name)) return;
    this.#failed.add(name);
    this.#files.requireScript(name).catch((error: unknown) => this.#options.onMissing(error));
  }

  #restartSoon(): void {
    if (this.#isRestarting) return;
    this.#isRestarting = true;
    this.#serverScope.timeout(() => this.#restart(), this.#serverBackOff.fail());
  }

  #restart(): void {
    this.#serverScope.dispose();
    this.#serverScope = this.#scope.child();
    this.#engineScope = this.#serverScope.child();
    this.#isServing = false;
    this.#isRestarting = false;
    this.#server = this.#startServer();
    this.#startEngine();
    this.#generation += 1;
    const loss = this.#loss;
    this.#loss = new AbortController();
    loss.abort(new PeerLostError());
    this.#options.onRestart();
  }

  #receive(message: ServerOutbound): void {
    switch (message.type) {
      case 'ready':
        this.#isServing = true;
        checkVersion('its server worker', message.version);
        if (message.lock !== null) this.#watchServer(message.lock);
        return;
      case 'keep-alive':
        this.#options.onKeepAlive();
        return;
      case 'settled':
        this.#options.onSettled();
        return;
      case 'engine-lost':
        // After an error it was replaced at once. The server may notice the end before it gets the new one.
        if (message.number !== this.#engineNumber) return;
        console.warn(`The engine worker is started again: ${message.reason}`);
        this.#startEngine();
        return;
      default:
        assertNever(message);
    }
  }

  /** No event reports a worker that ran out of memory or closed itself; its lock becomes free. */
  #watchServer(lock: string): void {
    const { signal } = this.#serverScope;
    watchLife(lock, { signal, onEnd: () => this.#restartSoon() });
  }
}
