import { orAbort } from '../std/abort.ts';
import { createDeferred, type Deferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import type { Endpoint } from './endpoint.ts';
import { holdLifeLock, watchLife } from './life-lock.ts';
import { PeerLostError, PeerWatch, SILENCE_MS } from './peer-watch.ts';
import { isMessage, PROTOCOL_VERSION } from './protocol-version.ts';
import type { RpcArgument, RpcCalls, RpcResult, RpcToClient, RpcToServer } from './rpc.protocol.ts';
import { fromWireError } from './wire-error.ts';

const DEFAULT_TIMEOUT_MS = 600_000;

/** How one call ends early, and what moves with it. */
export interface RpcCallOptions {
  readonly signal?: AbortSignal;
  /** Parts of the argument that move to the other thread. */
  readonly transfer?: readonly Transferable[];
  /** Time limit, 10 minutes if not given; `Infinity` for a call that lasts as long as somebody listens. */
  readonly timeoutMs?: number;
  /** How long the peer may be silent during this call, 20 s if not given; more where the call blocks its thread. */
  readonly silenceMs?: number;
}

/** The calling end of a port. */
export interface RpcClient<Calls, Events> {
  /** Ends in one of five ways: result, error, `AbortError`, `PeerLostError`, or a `TimeoutError`. */
  call<Name extends keyof Calls & string>(
    name: Name,
    arg: RpcArgument<Calls, Name>,
    options?: RpcCallOptions,
  ): Promise<RpcResult<Calls, Name>>;
  /** Calls `handler` for every event of that name; returns a function that ends it. */
  on<Name extends keyof Events & string>(name: Name, handler: (value: Events[Name]) => void): () => void;
  /** Resolves with the reason when the port is closed or its peer is lost. */
  readonly closed: Promise<Error>;
  /** Rejects what is open, tells the peer and closes the port. */
  dispose(reason?: Error): void;
}

interface OpenCall {
  readonly deferred: Deferred<unknown>;
  readonly silenceMs: number;
}

/** Creates the calling end of `port`; `serveRpc` is the other. */
export function createRpcClient<Calls extends RpcCalls<Calls>, Events = object>(
  port: Endpoint,
): RpcClient<Calls, Events> {
  const client = new PortClient(port);
  return {
    call: (name, arg, options) => client.call(name, arg, options) as Promise<never>,
    on: (name, handler) => client.on(name, handler as (value: unknown) => void),
    closed: client.closed.promise,
    dispose: (reason) => {
      client.dispose(reason);
    },
  };
}

class PortClient {
  readonly closed = createDeferred<Error>();
  readonly #port: Endpoint;
  readonly #scope = new Scope();
  readonly #watch: PeerWatch;
  readonly #open = new Map<number, OpenCall>();
  readonly #handlers = new Map<string, Set<(value: unknown) => void>>();
  #reason: Error | undefined;
  #nextId = 1;

  constructor(port: Endpoint) {
    this.#port = port;
    this.#watch = new PeerWatch(this.#scope, {
      silenceMs: () => Math.max(SILENCE_MS, ...[...this.#open.values()].map((call) => call.silenceMs)),
      onLost: () => this.dispose(),
    });
    this.#scope.listen(port, 'message', (event: MessageEvent<unknown>) => {
      if (isMessage(event.data)) this.#receive(event.data as RpcToClient);
    });
    this.#scope.listen(port, 'close', () => this.dispose());
    this.#scope.listen(port, 'messageerror', () => this.dispose());
    port.start?.();
    this.#send({ type: 'open', version: PROTOCOL_VERSION });
    void holdLifeLock().then((lock) => {
      if (lock !== undefined && this.#reason === undefined) this.#send({ type: 'life', lock });
    });
  }

  async call(name: string, arg: unknown, options: RpcCallOptions = {}): Promise<unknown> {
    if (this.#reason !== undefined) throw this.#reason;
    options.signal?.throwIfAborted();
    const id = this.#nextId++;
    const deferred = createDeferred<unknown>();
    const limits = this.#scope.child();
    this.#open.set(id, { deferred, silenceMs: options.silenceMs ?? SILENCE_MS });
    this.#watch.watch(true);
    try {
      this.#limit(limits, { id, name, deferred, timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS });
      this.#send({ type: 'call', id, name, arg }, options.transfer);
      return await this.#settle(id, deferred.promise, options.signal);
    } finally {
      limits.dispose();
      this.#open.delete(id);
      if (this.#open.size === 0) this.#watch.watch(false);
    }
  }

  on(name: string, handler: (value: unknown) => void): () => void {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
    return () => {
      handlers.delete(handler);
    };
  }

  dispose(reason: Error = new PeerLostError()): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#send({ type: 'close' });
    this.#scope.dispose();
    for (const { deferred } of this.#open.values()) deferred.reject(reason);
    this.#handlers.clear();
    this.#port.close?.();
    this.closed.resolve(reason);
  }

  async #settle(id: number, promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
    if (signal === undefined) return promise;
    try {
      return await orAbort(promise, signal);
    } finally {
      // Still open: the abort came before the answer, so the peer must stop.
      if (signal.aborted && this.#open.has(id)) this.#send({ type: 'abort', id });
    }
  }

  #limit(
    scope: Scope,
    call: { id: number; name: string; deferred: Deferred<unknown>; timeoutMs: number },
  ): void {
    if (call.timeoutMs === Infinity) return;
    scope.timeout(() => {
      this.#send({ type: 'abort', id: call.id });
      call.deferred.reject(
        new DOMException(`'${call.name}' took longer than ${call.timeoutMs} ms.`, 'TimeoutError'),
      );
    }, call.timeoutMs);
  }

  #receive(message: RpcToClient): void {
    this.#watch.heard();
    switch (message.type) {
      case 'result':
        return this.#open.get(message.id)?.deferred.resolve(message.value);
      case 'error':
        return this.#open.get(message.id)?.deferred.reject(fromWireError(message.error));
      case 'event':
        for (const handler of [...(this.#handlers.get(message.name) ?? [])]) handler(message.value);
        return;
      case 'life':
        watchLife(message.lock, { signal: this.#scope.signal, onEnd: () => this.dispose() });
        return;
      case 'beat':
        this.#send({ type: 'beat' });
        return;
      case 'close':
        this.dispose();
        return;
      default:
        // A newer server may report what this page does not know.
        return message satisfies never;
    }
  }

  #send(message: RpcToServer, transfer: readonly Transferable[] = []): void {
    this.#port.postMessage(message, [...transfer]);
  }
}
