import { createAbortError } from '../std/abort.ts';
import { createDeferred, type Deferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';
import type { SinkToSource, SourceToSink } from './player.protocol.ts';

/** The end of a sink port at which PCM is made: one `pcm` message answers one pull, until the sink seeks. */
export class SinkSource {
  readonly #port: MessagePort;
  readonly #controller = new AbortController();
  #frame: number;
  #seeks = 0;
  #openPulls = 0;
  #waiter: Deferred<void> | undefined;

  /** The scope's end closes the source, and `signal` fires. */
  constructor(port: MessagePort, scope: Scope, startFrame = 0) {
    this.#port = port;
    this.#frame = startFrame;
    scope.listen(port, 'message', (event: MessageEvent<SinkToSource>) => this.#receive(event.data));
    scope.add(() => this.#cancel());
    port.start();
  }

  /** Fires when the sink wants no more. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Which frame the sink wants next. */
  get frame(): number {
    return this.#frame;
  }

  /** How often the sink has sought another place. */
  get seeks(): number {
    return this.#seeks;
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
    this.#frame += samples.length;
    this.#post({ type: 'pcm', samples, seeks: this.#seeks }, [samples.buffer]);
  }

  /** Tells the sink that all samples were sent. */
  end(): void {
    this.#post({ type: 'end', seeks: this.#seeks });
  }

  /** Tells the sink that no more samples come. */
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
      case 'seek':
        this.#frame = message.frame;
        this.#seeks += 1;
        this.#openPulls = 0;
        return;
      case 'cancel':
        this.#cancel();
        return;
      default:
        // The player may be of a newer version, which says more.
        message satisfies never;
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
