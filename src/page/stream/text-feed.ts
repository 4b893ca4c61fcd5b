import { createDeferred } from '../../std/deferred.ts';
import type { Scope } from '../../std/scope.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { TextChunk, TextChunker } from '../../text/streaming/text-chunker.ts';

/** A model that writes nothing for so long may be about to wait for something; what it wrote is spoken meanwhile. */
const IDLE_MS = 350;

/** More than this is not read ahead of the voice; the chunker cuts what is shorter, so reading always goes on. */
const MAX_PENDING = 3_000;

/** What parts the text. */
export type Chunker = Pick<TextChunker, 'pendingLength' | 'push' | 'take'>;

/** Reads a text ahead of the voice, and hands out what can be spoken of it. */
export class TextFeed {
  readonly #source: AsyncIterator<string>;
  readonly #chunker: Chunker;
  readonly #scope: Scope;
  #text = '';
  #change = createDeferred();
  #room = createDeferred();
  #lastAtMs = performance.now();
  #isEnded = false;
  #failure: unknown = null;

  /** The scope's end ends the source. */
  constructor(scope: Scope, source: AsyncIterator<string>, chunker: Chunker) {
    this.#scope = scope;
    this.#source = source;
    this.#chunker = chunker;
    scope.add(() => {
      void source.return?.().catch(() => undefined);
      this.#room.resolve();
    });
    void this.#pump();
  }

  /** The text so far. */
  get text(): string {
    return this.#text;
  }

  /** Resolves to the next chunk; null at the end. Rejects as the source does, behind all that came before. */
  async next(): Promise<TextChunk | null> {
    for (;;) {
      const chunk = this.#chunker.take(this.#isEnded ? 'ended' : 'flowing') ?? this.#takeIdle();
      this.#room.resolve();
      this.#room = createDeferred();
      if (chunk !== null) return chunk;
      if (this.#failure !== null) throw this.#failure as Error;
      if (this.#isEnded) return null;
      await this.#untilChange();
    }
  }

  #takeIdle(): TextChunk | null {
    return this.#isEnded || this.#idleInMs() > 0 ? null : this.#chunker.take('idle');
  }

  #idleInMs(): number {
    return this.#lastAtMs + IDLE_MS - performance.now();
  }

  async #untilChange(): Promise<void> {
    const waiting = this.#scope.child();
    const change = this.#change.promise;
    const idleInMs = this.#idleInMs();
    // What could be spoken of a text that rests has been taken.
    await Promise.race(idleInMs > 0 ? [change, waiting.sleep(idleInMs + 1)] : [change]);
    waiting.dispose();
  }

  #isFull(): boolean {
    return this.#chunker.pendingLength > MAX_PENDING && !this.#scope.disposed;
  }

  async #pump(): Promise<void> {
    try {
      while (!this.#scope.disposed) {
        const step = await this.#source.next();
        if (step.done === true) break;
        this.#push(step.value);
        while (this.#isFull()) await this.#room.promise;
      }
    } catch (error) {
      this.#failure = error;
    }
    this.#isEnded = true;
    this.#tell();
  }

  #push(piece: unknown): void {
    if (typeof piece !== 'string') {
      throw new SpeechError(
        'invalid_type',
        `Invalid type in the source: expected a string, but got a ${typeof piece}.`,
      );
    }
    if (piece === '') return;
    this.#text += piece;
    this.#chunker.push(piece);
    this.#lastAtMs = performance.now();
    this.#tell();
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = createDeferred();
  }
}
