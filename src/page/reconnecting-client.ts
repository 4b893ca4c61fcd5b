import { orAbort } from '../std/abort.ts';
import { createDeferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';
import type { Endpoint } from '../wire/endpoint.ts';
import { createRpcClient, PeerLostError, type RpcCallOptions, type RpcClient } from '../wire/rpc.ts';
import type { RpcArgument, RpcResult } from '../wire/rpc.protocol.ts';
import type { ServerCalls, ServerEvents } from '../wire/server.protocol.ts';

type Server = RpcClient<ServerCalls, ServerEvents>;

/** The options of a call that may wait for a host: its signal ends the waiting, too. */
export interface ServerCallOptions extends RpcCallOptions {
  readonly signal: AbortSignal;
}

const RETRY_AFTER_MS = 1_000;

/** For calls that may take any time: a run blocks the engine, and a download or a large file lasts as long as it lasts. */
export const patient = { timeoutMs: Infinity } as const;

/** Calls the server worker of the present host, and keeps receiving its events when the host changes. */
export class ReconnectingClient {
  readonly #scope: Scope;
  readonly #connect: () => Endpoint;
  readonly #handlers = new Map<keyof ServerEvents, Set<(value: never) => void>>();
  #arrival = createDeferred<Server>();
  #server: Server | undefined;

  constructor(scope: Scope, connect: () => Endpoint) {
    this.#scope = scope;
    this.#connect = connect;
    scope.add(() => {
      this.#server?.dispose();
      // Nobody comes any more.
      this.#arrival.promise.catch(() => undefined);
      this.#arrival.reject(new PeerLostError());
    });
    this.reconnect();
  }

  /** Drops the present connection, if any, for a new one. */
  reconnect(): void {
    if (this.#scope.disposed) return;
    const earlier = this.#server;
    const server: Server = createRpcClient(this.#connect());
    this.#server = server;
    for (const name of this.#handlers.keys()) this.#subscribe(server, name);
    this.#arrival.resolve(server);
    this.#arrival = createDeferred();
    earlier?.dispose();
    void server.closed.then(() => {
      if (this.#server !== server) return;
      this.#server = undefined;
      this.#scope.timeout(() => {
        if (this.#server === undefined) this.reconnect();
      }, RETRY_AFTER_MS);
    });
  }

  /**
   * Calls once, after the server has answered a greeting: while a page opens, its first connection may lead nowhere
   * and is then replaced.
   */
  async call<Name extends keyof ServerCalls>(
    name: Name,
    arg: RpcArgument<ServerCalls, Name>,
    options: ServerCallOptions,
  ): Promise<RpcResult<ServerCalls, Name>> {
    await this.ask('greet', undefined, { signal: options.signal, timeoutMs: Infinity });
    return this.#callNow(name, arg, options);
  }

  /** Calls again if the server is lost meanwhile, until the scope ends; only for calls that may safely run twice. */
  async ask<Name extends keyof ServerCalls>(
    name: Name,
    arg: RpcArgument<ServerCalls, Name>,
    options: ServerCallOptions,
  ): Promise<RpcResult<ServerCalls, Name>> {
    for (;;) {
      try {
        return await this.#callNow(name, arg, options);
      } catch (error) {
        if (!(error instanceof PeerLostError) || this.#scope.disposed) throw error;
      }
    }
  }

  /** Calls `handler` for every event of that name, from this host and the next; returns a function that ends it. */
  on<Name extends keyof ServerEvents>(name: Name, handler: (value: ServerEvents[Name]) => void): () => void {
    const known = this.#handlers.get(name);
    const handlers = known ?? new Set();
    handlers.add(handler);
    if (known === undefined) {
      this.#handlers.set(name, handlers);
      if (this.#server !== undefined) this.#subscribe(this.#server, name);
    }
    return () => {
      handlers.delete(handler);
    };
  }

  async #callNow<Name extends keyof ServerCalls>(
    name: Name,
    arg: RpcArgument<ServerCalls, Name>,
    options: ServerCallOptions,
  ): Promise<RpcResult<ServerCalls, Name>> {
    const server = this.#server ?? (await orAbort(this.#arrival.promise, options.signal));
    return server.call(name, arg, options);
  }

  #subscribe(server: Server, name: keyof ServerEvents): void {
    server.on(name, (value) => {
      for (const handler of [...(this.#handlers.get(name) ?? [])]) handler(value as never);
    });
  }
}
