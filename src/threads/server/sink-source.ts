import { createAbortError } from '../../std/abort.ts';
import { assertNever } from '../../std/assert-never.ts';
import { createDeferred, type Deferred } from '../../std/deferred.ts';
import type { Scope } from '../../std/scope.ts';
import type { SinkToSource, SourceToSink } from '../../wire/player.protocol.ts';

/** The end of a sink port at which PCM is made: one `pcm` message answers one pull. */
export class SinkSource {
  readonly #port: MessagePort;
  readonly #controller = new AbortController();
  #openPulls = 0;
  #waiter: Deferred<void> | undefined;

  /** The scope's end closes the source, and `signal` fires. */
  constructor(port: MessagePort, scope: Scope) {
    this.#port = port;
    scope.listen<MessageEvent<SinkToSource>>(port, 'message', (event) => this.#receive(event.data));
    scope.add(() => this.#cancel());
    port.start();
  }

  /** Fires when the sink wants no more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves when the sink wants the next samples; rejects with `AbortError` when it wants no more. */
  async pulled(): Promise<void> {
    this.signal.throwIfAborted();
    if (this.#openPulls === 0) {
      this.#waiter = createDeferred();
      await this.#waiter.promise;
    }
    this.#openPulls -= 1;
  }

  /** Hands samples over; their buffer moves to the sink. */
  send(samples: Float32Array<ArrayBuffer>): void {
    this.#post({ type: 'pcm', samples }, [samples.buffer]);
  }

  end(): void {
    this.#post({ type: 'end' });
  }

  fail(): void {
    this.#post({ type: 'failed' });
  }

  #receive(message: SinkToSource): void {
    switch (message.type) {
      case 'pull':
        this.#openPulls += 1;
        this.#waiter?.resolve();
        this.#waiter = undefined;
        return;
      case 'cancel':
        this.#cancel();
        return;
      default:
        assertNever(message);
    }
  }

  #cancel(): void {
    const reason = createAbortError('The listener is gone.');
    this.#controller.abort(reason);
    this.#waiter?.reject(reason);
    this.#waiter = undefined;
  }

  #post(message: SourceToSink, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}
