import type { Scope } from '../std/scope.ts';
import { assertNever } from '../std/assert-never.ts';
import type { EngineConfig } from '../speech/engine-status.ts';
import type { EngineStart } from '../wire/engine.protocol.ts';
import { watchLife } from '../wire/life-lock.ts';
import type { ServerInbound, ServerOutbound, ServerSettings } from '../wire/server.protocol.ts';

export interface ThreadOptions {
  readonly baseUrl: string;
  /** Read whenever a server worker starts. */
  readonly settings: () => ServerSettings;
  readonly config: () => EngineConfig;
  /** The service worker must be kept alive. */
  readonly onKeepAlive: () => void;
  /** A fresh server worker took over: ports to the earlier one lead nowhere. */
  readonly onRestart: () => void;
}

/** The workers of a host page. */
export interface Threads {
  /** Gives the server worker a message with its port. */
  post(message: Extract<ServerInbound, { type: 'client' | 'http' }>): void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Starts the server and the engine worker, and starts them again when they fail, ever more slowly if they go on failing. */
export function startThreads(scope: Scope, options: ThreadOptions): Threads {
  const threads = new HostThreads(scope, options);
  return { post: (message) => threads.post(message) };
}

class HostThreads {
  readonly #scope: Scope;
  readonly #options: ThreadOptions;
  #serverScope: Scope;
  #engineScope: Scope;
  #server: Worker;
  #failureCount = 0;

  constructor(scope: Scope, options: ThreadOptions) {
    this.#scope = scope;
    this.#options = options;
    this.#serverScope = scope.child();
    this.#engineScope = this.#serverScope.child();
    this.#server = this.#startServer();
    this.#startEngine();
  }

  post(message: ServerInbound): void {
    const transfer = 'port' in message ? [message.port] : [];
    this.#server.postMessage(message, transfer);
  }

  #startServer(): Worker {
    const scope = this.#serverScope;
    const { baseUrl, settings, config } = this.#options;
    const server = scope.worker(
      () =>
        new Worker(new URL('../threads/server/server.worker.ts', import.meta.url), {
          type: 'module',
          name: 'sotto-server',
        }),
    );
    scope.listen(server, 'message', (event: MessageEvent<ServerOutbound>) => this.#receive(event.data));
    scope.listen(server, 'error', () => this.#retry(() => this.#restart()));
    const start: ServerInbound = { type: 'start', baseUrl, settings: settings(), config: config() };
    server.postMessage(start);
    return server;
  }

  #startEngine(): void {
    this.#engineScope.dispose();
    this.#engineScope = this.#serverScope.child();
    const scope = this.#engineScope;
    const engine = scope.worker(
      () =>
        new Worker(new URL('../threads/engine/engine.worker.ts', import.meta.url), {
          type: 'module',
          name: 'sotto-engine',
        }),
    );
    scope.listen(engine, 'error', () => this.#retry(() => this.#startEngine()));
    const { port1, port2 } = new MessageChannel();
    const start: EngineStart = { type: 'start', baseUrl: this.#options.baseUrl, port: port1 };
    engine.postMessage(start, [port1]);
    this.post({ type: 'engine', port: port2 });
  }

  #restart(): void {
    this.#serverScope.dispose();
    this.#serverScope = this.#scope.child();
    this.#engineScope = this.#serverScope.child();
    this.#server = this.#startServer();
    this.#startEngine();
    this.#options.onRestart();
  }

  #receive(message: ServerOutbound): void {
    switch (message.type) {
      case 'ready':
        if (message.lock !== null) this.#watchServer(message.lock);
        return;
      case 'keep-alive':
        this.#options.onKeepAlive();
        return;
      case 'engine-lost':
        console.warn(`The engine worker is started anew: ${message.reason}`);
        this.#startEngine();
        return;
      default:
        assertNever(message);
    }
  }

  /** A worker that ends without an error tells nobody: it ran out of memory, or closed itself. */
  #watchServer(lock: string): void {
    const { signal } = this.#serverScope;
    watchLife(lock, { signal, onEnd: () => this.#restart() });
  }

  /** Waits longer after each failure; a worker that cannot even be fetched must not be fetched without end. */
  #retry(start: () => void): void {
    const delayMs = Math.min(FIRST_DELAY_MS * 2 ** this.#failureCount, LONGEST_DELAY_MS);
    this.#failureCount += 1;
    this.#engineScope.timeout(start, delayMs);
  }
}
