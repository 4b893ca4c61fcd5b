import { createAbortError, orAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';

/** Encoded bytes in a buffer that no other thread shares, as the body of a `Response` needs them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** An answer that has begun: its first chunk exists. */
export interface Answer<F> {
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: AsyncIterable<Bytes>;
  /** What is known of the speech so far; grows while chunks are read. */
  readonly facts: F;
}

/** One request's share in an answer. */
export interface AnswerShare<F> {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadableStream<Bytes>;
  readonly facts: F;
}

/** The request that reads, and what receives the reports of its reading. */
export interface ReaderOptions {
  /**
   * Its signal gives the share up, before the answer or during it. Node needs the whole request to be kept, for the
   * signal of one that was collected never fires.
   */
  readonly request: Pick<Request, 'signal'>;
  readonly onBytes?: (byteCount: number) => void;
  /** Called once after the head; null says that all went well. */
  readonly onEnd?: (error: unknown) => void;
}

interface Reader extends ReaderOptions {
  readonly scope: Scope;
  nextIndex: number;
  hasBegun: boolean;
  controller: ReadableStreamDefaultController<Bytes> | null;
}

/** How much of an answer is kept, in bytes. */
interface KeptLimits {
  /** So that a retry can join from the start; few requests are longer. */
  readonly joinable: number;
  /** For a reader who is behind another; the longest default request stays below it in every format. */
  readonly behind: number;
}

const keptLimits: KeptLimits = { joinable: 16 * 1024 * 1024, behind: 256 * 1024 * 1024 };

/**
 * One running job and everybody who reads its answer, each from the first byte. Reading drives it. It ends when the
 * last byte was made, when it fails, or when the last reader has left; its scope ends with it.
 */
export class SharedAnswer<F> {
  readonly #scope = new Scope();
  readonly #readers = new Set<Reader>();
  readonly #answer: Promise<Answer<F>>;
  #source: AsyncIterator<Bytes> | null = null;
  #chunks: Bytes[] = [];
  #droppedCount = 0;
  #keptBytes = 0;
  #producing: Promise<void> | null = null;
  #isDone = false;
  #failure: unknown = null;
  readonly #limits: KeptLimits;

  constructor(start: (scope: Scope) => Promise<Answer<F>>, onEnd: () => void, limits = keptLimits) {
    this.#limits = limits;
    this.#scope.add(onEnd);
    this.#answer = this.#start(start);
    // Each reader gets the failure itself.
    this.#answer.catch(() => undefined);
  }

  /** Whether a newcomer would still get every byte. */
  get isJoinable(): boolean {
    const isWhole = this.#droppedCount === 0 && this.#keptBytes <= this.#limits.joinable;
    return isWhole && !this.#scope.disposed;
  }

  /** Resolves when the answer has begun; rejects as the job does, or with `AbortError`. */
  async join(options: ReaderOptions): Promise<AnswerShare<F>> {
    const reader: Reader = {
      ...options,
      scope: new Scope(),
      nextIndex: 0,
      hasBegun: false,
      controller: null,
    };
    this.#readers.add(reader);
    const abort = (): void => {
      this.#leave(reader, createAbortError());
    };
    if (options.request.signal.aborted) abort();
    else reader.scope.listen(options.request.signal, 'abort', abort);
    try {
      const { headers, facts } = await orAbort(this.#answer, reader.scope.signal);
      return { headers, facts, body: this.#toStream(reader) };
    } catch (error) {
      this.#leave(reader, null);
      throw error;
    }
  }

  async #start(start: (scope: Scope) => Promise<Answer<F>>): Promise<Answer<F>> {
    try {
      const answer = await start(this.#scope);
      this.#source = answer.chunks[Symbol.asyncIterator]();
      if (this.#scope.disposed) this.#closeSource();
      return answer;
    } catch (error) {
      this.#scope.dispose();
      throw error;
    }
  }

  #toStream(reader: Reader): ReadableStream<Bytes> {
    reader.hasBegun = true;
    return new ReadableStream<Bytes>(
      {
        start: (controller) => {
          reader.controller = controller;
        },
        pull: (controller) => this.#pull(reader, controller),
        cancel: () => {
          reader.controller = null;
          this.#leave(reader, createAbortError());
        },
      },
      // Nothing is made before somebody asks for it.
      { highWaterMark: 0 },
    );
  }

  async #pull(reader: Reader, controller: ReadableStreamDefaultController<Bytes>): Promise<void> {
    try {
      const chunk = await this.#chunkAt(reader);
      if (!this.#readers.has(reader)) return;
      if (chunk === undefined) {
        controller.close();
        reader.controller = null;
        this.#leave(reader, null);
        return;
      }
      // A copy: this reader may transfer the bytes, and another reader may still need them.
      controller.enqueue(chunk.slice());
      reader.nextIndex += 1;
      this.#dropPassed();
      reader.onBytes?.(chunk.byteLength);
    } catch (error) {
      this.#leave(reader, error);
    }
  }

  async #chunkAt(reader: Reader): Promise<Bytes | undefined> {
    while (reader.nextIndex >= this.#droppedCount + this.#chunks.length) {
      if (this.#failure !== null) throw this.#failure as Error;
      if (this.#isDone) return undefined;
      this.#producing ??= this.#produce().finally(() => {
        this.#producing = null;
      });
      await this.#producing;
    }
    const chunk = this.#chunks[reader.nextIndex - this.#droppedCount];
    if (chunk === undefined) throw new Error('Another reader of the same answer is too far ahead.');
    return chunk;
  }

  async #produce(): Promise<void> {
    try {
      const step = await this.#source?.next();
      if (step === undefined || step.done === true) {
        this.#isDone = true;
        this.#scope.dispose();
        return;
      }
      this.#chunks.push(step.value);
      this.#keptBytes += step.value.byteLength;
    } catch (error) {
      this.#failure = error;
      this.#scope.dispose();
      return;
    }
    this.#dropPassed();
  }

  /** Drops from the front what is too much to keep, first of all what every reader has. */
  #dropPassed(): void {
    const { joinable, behind } = this.#limits;
    const passedCount = Math.min(...Array.from(this.#readers, ({ nextIndex }) => nextIndex));
    while (this.#keptBytes > joinable && this.#chunks.length > 1) {
      if (this.#droppedCount >= passedCount && this.#keptBytes <= behind) return;
      this.#keptBytes -= this.#chunks.shift()?.byteLength ?? 0;
      this.#droppedCount += 1;
    }
  }

  #leave(reader: Reader, error: unknown): void {
    if (!this.#readers.delete(reader)) return;
    reader.scope.dispose();
    if (error !== null) reader.controller?.error(error);
    reader.controller = null;
    if (reader.hasBegun) reader.onEnd?.(error);
    if (this.#readers.size > 0 || this.#scope.disposed) return;
    this.#scope.dispose();
    this.#closeSource();
  }

  #closeSource(): void {
    // The scope's signal has ended the work already; this lets encoders free what they hold.
    void this.#source?.return?.().catch(() => undefined);
  }
}
