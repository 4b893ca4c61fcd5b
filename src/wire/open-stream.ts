import { createAbortError } from '../std/abort.ts';
import { createDeferred, type Deferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import type { Endpoint } from './endpoint.ts';
import { PeerLostError, PeerWatch } from './peer-watch.ts';
import { isMessage } from './protocol-version.ts';
import type { StreamToProducer, StreamToReader } from './stream.protocol.ts';
import { fromWireError } from './wire-error.ts';

/** What ends a stream early, and what is called at its end. */
export interface OpenStreamOptions {
  /** Cancels the producer; `next` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called once when the stream is over, however it ended. */
  readonly onEnd?: () => void;
}

/**
 * Reads the items that `serveStream` gives at the other end of `port`. Each `next` pulls one, so nothing is made that
 * nobody asked for; it rejects with the producer's error, a `PeerLostError`, or the reason of `signal`.
 * Stopping early (`return`, or `break` in a loop) cancels the producer.
 */
export function openStream<T>(port: Endpoint, options: OpenStreamOptions = {}): AsyncIterableIterator<T> {
  const reader = new StreamReader<T>(port, options);
  return {
    next: () => reader.next(),
    return: () => {
      reader.cancel();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

class StreamReader<T> {
  readonly #port: Endpoint;
  readonly #scope = new Scope();
  readonly #watch: PeerWatch;
  #pending: Deferred<IteratorResult<T>> | undefined;
  #outcome: { readonly error: Error | undefined } | undefined;

  constructor(port: Endpoint, { signal, onEnd }: OpenStreamOptions) {
    this.#port = port;
    this.#watch = new PeerWatch(this.#scope, { onLost: () => this.#fail(new PeerLostError()) });
    this.#scope.listen(port, 'message', (event: MessageEvent<unknown>) => {
      if (isMessage(event.data)) this.#receive(event.data as StreamToReader);
    });
    this.#scope.listen(port, 'close', () => this.#fail(new PeerLostError()));
    this.#scope.listen(port, 'messageerror', () => this.#fail(new PeerLostError()));
    this.#watch.watch(true);
    port.start?.();
    if (onEnd !== undefined) this.#scope.add(onEnd);
    if (signal !== undefined) this.#follow(signal);
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#pending !== undefined) return Promise.reject(new TypeError('One pull at a time.'));
    if (this.#outcome?.error !== undefined) return Promise.reject(this.#outcome.error);
    if (this.#outcome !== undefined) return Promise.resolve({ done: true, value: undefined });
    this.#pending = createDeferred();
    this.#send({ type: 'pull' });
    return this.#pending.promise;
  }

  cancel(): void {
    if (this.#outcome !== undefined) return;
    this.#send({ type: 'cancel' });
    this.#end(undefined);
  }

  #follow(signal: AbortSignal): void {
    const onAbort = (): void =>
      this.#fail(signal.reason instanceof Error ? signal.reason : createAbortError());
    if (signal.aborted) onAbort();
    else this.#scope.listen(signal, 'abort', onAbort);
  }

  #receive(message: StreamToReader): void {
    this.#watch.heard();
    switch (message.type) {
      case 'item':
        this.#take()?.resolve({ done: false, value: message.value as T });
        return;
      case 'end':
        this.#end(undefined);
        return;
      case 'error':
        this.#end(fromWireError(message.error));
        return;
      case 'beat':
        this.#send({ type: 'beat' });
        return;
      default:
        // The other end may be a newer version, which says more.
        message satisfies never;
    }
  }

  #take(): Deferred<IteratorResult<T>> | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }

  #fail(error: Error): void {
    if (this.#outcome !== undefined) return;
    this.#send({ type: 'cancel' });
    this.#end(error);
  }

  #end(error: Error | undefined): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = { error };
    this.#scope.dispose();
    this.#port.close?.();
    if (error === undefined) this.#take()?.resolve({ done: true, value: undefined });
    else this.#take()?.reject(error);
  }

  #send(message: StreamToProducer): void {
    this.#port.postMessage(message, []);
  }
}
