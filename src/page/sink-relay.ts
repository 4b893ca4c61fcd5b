import { Scope } from '../std/scope.ts';
import type { SinkToSource, SourceToSink } from '../wire/player.protocol.ts';

/**
 * Stands between a sink and the source of its samples, so that another source can follow when that is lost: the sink
 * keeps what it has and gets the next sample from the next source. It counts frames and seeks, and holds no samples.
 */
export class SinkRelay {
  readonly #sink: MessagePort;
  readonly #scope = new Scope();
  #source: MessagePort | null = null;
  #sourceScope = new Scope();
  /** The frame that the sink gets next. */
  #frame: number;
  /** Seeks of the sink, and those of them that sources before the present one had. */
  #seeks = 0;
  #earlierSeeks = 0;
  #openPulls = 0;
  /** What the present source repeats. */
  #framesToSkip = 0;
  #hasFailed = false;
  #sampleCount = 0;

  /** The first source begins at `startFrame`. */
  constructor(sink: MessagePort, startFrame: number) {
    this.#sink = sink;
    this.#frame = startFrame;
    this.#scope.listen(sink, 'message', (event: MessageEvent<SinkToSource>) => this.#ask(event.data));
    this.#scope.add(() => sink.close());
    sink.start();
  }

  /** The frame that the sink gets next. */
  get frame(): number {
    return this.#frame;
  }

  /** Samples that went through so far. */
  get sampleCount(): number {
    return this.#sampleCount;
  }

  /** Fires when the sink wants no more. */
  get signal(): AbortSignal {
    return this.#scope.signal;
  }

  /** Creates the port for the next source, which begins at `fromFrame`: the frame that comes next, or an earlier one. */
  connect(fromFrame: number): MessagePort {
    this.#drop();
    const { port1, port2 } = new MessageChannel();
    const scope = (this.#sourceScope = this.#scope.child());
    this.#source = port1;
    this.#earlierSeeks = this.#seeks;
    this.#framesToSkip = this.#frame - fromFrame;
    this.#hasFailed = false;
    scope.listen(port1, 'message', (event: MessageEvent<SourceToSink>) => this.#give(event.data));
    scope.add(() => port1.close());
    port1.start();
    for (let index = 0; index < this.#openPulls; index += 1) this.#post({ type: 'pull' });
    return port2;
  }

  /** Tells the sink that no other source follows one that failed or is lost. */
  fail(): void {
    if (this.#hasFailed) this.#sink.postMessage({ type: 'failed' } satisfies SourceToSink);
    this.#drop();
  }

  #drop(): void {
    this.#sourceScope.dispose();
    this.#source = null;
  }

  #ask(message: SinkToSource): void {
    if (message.type === 'pull') this.#openPulls += 1;
    if (message.type === 'seek') {
      this.#openPulls = 0;
      this.#seeks += 1;
      this.#frame = message.frame;
      this.#framesToSkip = 0;
    }
    this.#post(message);
    if (message.type === 'cancel') this.#scope.dispose();
  }

  #give(message: SourceToSink): void {
    if (message.type === 'failed') {
      // Whether another source follows is known when the call that asked for this one has ended.
      this.#hasFailed = true;
      return;
    }
    const seeks = message.seeks + this.#earlierSeeks;
    if (message.type === 'end') {
      this.#sink.postMessage({ ...message, seeks } satisfies SourceToSink);
      return;
    }
    if (seeks !== this.#seeks) return;
    const skipped = Math.min(this.#framesToSkip, message.samples.length);
    this.#framesToSkip -= skipped;
    if (skipped === message.samples.length) {
      this.#post({ type: 'pull' });
      return;
    }
    const samples = skipped === 0 ? message.samples : message.samples.slice(skipped);
    this.#openPulls -= 1;
    this.#frame += samples.length;
    this.#sampleCount += samples.length;
    this.#sink.postMessage({ type: 'pcm', samples, seeks } satisfies SourceToSink, [samples.buffer]);
  }

  #post(message: SinkToSource): void {
    this.#source?.postMessage(message);
  }
}
