import { createAbortError } from '../std/abort.ts';
import { Scope } from '../std/scope.ts';
import type { Endpoint } from './endpoint.ts';
import { holdLifeLock, watchLife } from './life-lock.ts';
import { PeerWatch } from './peer-watch.ts';
import { createVersionError, isMessage, PROTOCOL_VERSION } from './protocol-version.ts';
import type { RpcArgument, RpcCalls, RpcResult, RpcToClient, RpcToServer } from './rpc.protocol.ts';
import { Transferring } from './transferring.ts';
import { toWireError } from './wire-error.ts';

/** What a handler gets beside its argument. */
export interface RpcContext {
  /** Fires when the caller aborts, times out or is gone. */
  readonly signal: AbortSignal;
}

/** One function per call; a result wrapped by `transferring` moves its buffers instead of copying them. */
export type RpcHandlers<Calls> = {
  readonly [Name in keyof Calls]: (
    arg: RpcArgument<Calls, Name>,
    context: RpcContext,
  ) => Answer<RpcResult<Calls, Name>> | Promise<Answer<RpcResult<Calls, Name>>>;
};

type Answer<Result> = Result | Transferring<Result>;

/** The serving end of a port. */
export interface RpcServer<Events> {
  emit<Name extends keyof Events & string>(
    name: Name,
    value: Events[Name],
    transfer?: readonly Transferable[],
  ): void;
  /** Fires when the caller is gone or the server was disposed of. */
  readonly signal: AbortSignal;
  /** Aborts what runs, tells the peer and closes the port. */
  dispose(): void;
}

/** Answers the calls that come over `port`; `createRpcClient` is the other end. */
export function serveRpc<Calls extends RpcCalls<Calls>, Events = object>(
  port: Endpoint,
  handlers: RpcHandlers<Calls>,
): RpcServer<Events> {
  const table = new Map(Object.entries(handlers)) as ReadonlyMap<string, Handler>;
  const server = new PortServer(port, table);
  return {
    emit: (name, value, transfer) => {
      server.send({ type: 'event', name, value }, transfer);
    },
    signal: server.signal,
    dispose: () => {
      server.dispose();
    },
  };
}

type Handler = (arg: unknown, context: RpcContext) => unknown;

class PortServer {
  readonly #port: Endpoint;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #scope = new Scope();
  readonly #watch: PeerWatch;
  readonly #open = new Map<number, AbortController>();
  #isOtherVersion = false;

  constructor(port: Endpoint, handlers: ReadonlyMap<string, Handler>) {
    this.#port = port;
    this.#handlers = handlers;
    this.#watch = new PeerWatch(this.#scope, {
      onTick: () => this.send({ type: 'beat' }),
      onLost: () => this.dispose(),
    });
    this.#scope.listen(port, 'message', (event: MessageEvent<unknown>) => {
      if (isMessage(event.data)) this.#receive(event.data as RpcToServer);
    });
    this.#scope.listen(port, 'close', () => this.dispose());
    this.#scope.listen(port, 'messageerror', () => this.dispose());
    port.start?.();
    void holdLifeLock().then((lock) => {
      if (lock !== undefined) this.send({ type: 'life', lock });
    });
  }

  get signal(): AbortSignal {
    return this.#scope.signal;
  }

  send(message: RpcToClient, transfer: readonly Transferable[] = []): void {
    if (!this.#scope.disposed) this.#port.postMessage(message, [...transfer]);
  }

  dispose(): void {
    if (this.#scope.disposed) return;
    // A caller that only seemed lost, such as a page that was frozen, still learns that its calls ended.
    this.send({ type: 'close' });
    this.#scope.dispose();
    for (const controller of this.#open.values()) controller.abort(createAbortError('The caller is gone.'));
    this.#port.close?.();
  }

  #receive(message: RpcToServer): void {
    this.#watch.heard();
    switch (message.type) {
      case 'open':
        this.#isOtherVersion = message.version !== PROTOCOL_VERSION;
        return;
      case 'call':
        return void this.#run(message.id, message.name, message.arg);
      case 'abort':
        return this.#open.get(message.id)?.abort(createAbortError());
      case 'life':
        // A tab that is closed says nothing, and its port's `close` event does not come in every browser.
        watchLife(message.lock, { signal: this.#scope.signal, onEnd: () => this.dispose() });
        return;
      case 'beat':
        return;
      case 'close':
        this.dispose();
        return;
      default:
        this.#refuse(message);
    }
  }

  /** A caller of another version must not bring down the thread that all tabs share. */
  #refuse(message: never): void {
    const { id } = message as { readonly id?: unknown };
    if (typeof id === 'number') this.send({ type: 'error', id, error: toWireError(createVersionError()) });
  }

  async #run(id: number, name: string, arg: unknown): Promise<void> {
    const controller = new AbortController();
    this.#open.set(id, controller);
    this.#watch.watch(true);
    try {
      if (this.#isOtherVersion) throw createVersionError();
      const handler = this.#handlers.get(name);
      if (handler === undefined) throw new TypeError(`There is no call named '${name}'.`);
      const answer = await handler(arg, { signal: controller.signal });
      if (answer instanceof Transferring)
        this.send({ type: 'result', id, value: answer.value }, answer.transfer);
      else this.send({ type: 'result', id, value: answer });
    } catch (error) {
      this.send({ type: 'error', id, error: toWireError(error) });
    } finally {
      this.#open.delete(id);
      if (this.#open.size === 0) this.#watch.watch(false);
    }
  }
}
