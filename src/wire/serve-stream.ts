import { createAbortError, isAbortError } from '../std/abort.ts';
import { Scope } from '../std/scope.ts';
import type { Endpoint } from './endpoint.ts';
import { PeerWatch } from './peer-watch.ts';
import { isMessage } from './protocol-version.ts';
import type { StreamToProducer, StreamToReader } from './stream.protocol.ts';
import { toWireError } from './wire-error.ts';

/** What makes the items of a stream. */
export interface StreamSource<T> {
  /** Makes the items lazily; its signal fires when the reader cancels or is gone. */
  readonly create: (signal: AbortSignal) => AsyncIterable<T>;
  /** What of an item moves to the reader's thread; nothing if not given. */
  readonly toTransfer?: (item: T) => readonly Transferable[];
  /** Makes the first item before its pull comes: what opened the stream has asked for it. */
  readonly isAsked?: true;
}

/**
 * Gives the items of `source` to the reader at the other end of `port` (`openStream`), one for each pull.
 * Resolves when the stream is over, however it ended.
 */
export function serveStream<T>(port: Endpoint, source: StreamSource<T>): Promise<void> {
  return new StreamProducer(port, source).over;
}

class StreamProducer<T> {
  readonly over: Promise<void>;
  readonly #port: Endpoint;
  readonly #source: StreamSource<T>;
  readonly #scope = new Scope();
  readonly #watch: PeerWatch;
  readonly #reader = new AbortController();
  readonly #iterator: AsyncIterator<T>;
  /** The first item, on its way before it is pulled. */
  #first: Promise<IteratorResult<T>> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(port: Endpoint, source: StreamSource<T>) {
    this.#port = port;
    this.#source = source;
    this.#iterator = source.create(this.#reader.signal)[Symbol.asyncIterator]();
    this.#watch = new PeerWatch(this.#scope, {
      onTick: () => this.#send({ type: 'beat' }),
      onLost: () => this.#cancel(),
    });
    this.over = new Promise((resolve) => {
      this.#scope.add(() => {
        resolve(this.#work);
      });
    });
    this.#scope.listen(port, 'message', (event: MessageEvent<unknown>) => {
      if (isMessage(event.data)) this.#receive(event.data as StreamToProducer);
    });
    this.#scope.listen(port, 'close', () => this.#cancel());
    this.#watch.watch(true);
    port.start?.();
    if (source.isAsked !== true) return;
    this.#first = this.#iterator.next();
    // The pull reports a failure; a reader that is gone by then gets none.
    this.#first.catch(() => undefined);
  }

  #receive(message: StreamToProducer): void {
    this.#watch.heard();
    switch (message.type) {
      case 'pull':
        this.#work = this.#work.then(() => this.#produce());
        return;
      case 'cancel':
        this.#cancel();
        return;
      case 'beat':
        return;
      default:
        // The other end may be a newer version, which says more.
        message satisfies never;
    }
  }

  async #produce(): Promise<void> {
    if (this.#scope.disposed) return;
    try {
      const step = await (this.#first ?? this.#iterator.next());
      this.#first = undefined;
      if (step.done === true) this.#finish({ type: 'end' });
      else this.#send({ type: 'item', value: step.value }, this.#source.toTransfer?.(step.value));
    } catch (error) {
      this.#finish({ type: 'error', error: toWireError(error) });
      await this.#release();
    }
  }

  #finish(message: StreamToReader): void {
    this.#send(message);
    // The reader closes the port: closing here could overtake the last message.
    this.#scope.dispose();
  }

  #cancel(): void {
    if (this.#scope.disposed) return;
    this.#reader.abort(createAbortError('The reader is gone.'));
    this.#work = this.#work.then(() => this.#release());
    this.#scope.dispose();
    this.#port.close?.();
  }

  async #release(): Promise<void> {
    try {
      await this.#iterator.return?.();
    } catch (error) {
      if (!isAbortError(error)) console.warn('A cancelled stream did not end cleanly', error);
    }
  }

  #send(message: StreamToReader, transfer: readonly Transferable[] = []): void {
    if (!this.#scope.disposed) this.#port.postMessage(message, [...transfer]);
  }
}
