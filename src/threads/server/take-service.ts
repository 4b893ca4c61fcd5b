import { orAbort } from '../../std/abort.ts';
import { SAMPLE_RATE, type Speak, type SpokenSegment } from '../../speech/ports.ts';
import type { ServerCalls } from '../../wire/server.protocol.ts';
import { playToSink } from './play-to-sink.ts';
import { TakeMaking } from './take-making.ts';
import type { TakeStore } from './take-store.ts';

export interface TakeServiceParts {
  readonly speak: Speak;
  readonly takes: TakeStore;
}

/** Whom a call serves and for how long. */
export interface TakeCaller {
  /** Ends the call. */
  readonly signal: AbortSignal;
  /** Ends all that the caller listens to. */
  readonly lifetime: AbortSignal;
}

/** Speaks takes and plays what there is of them, while they are made and later. */
export class TakeService {
  readonly #parts: TakeServiceParts;
  readonly #makings = new Map<string, TakeMaking>();

  constructor(parts: TakeServiceParts) {
    this.#parts = parts;
  }

  /** Makes a take and plays it from its beginning. Resolves when its last sample was handed over. */
  speak(
    { take, request, sink }: Parameters<ServerCalls['speak']>[0],
    caller: TakeCaller & { readonly onSegment: (spoken: SpokenSegment) => void },
  ): Promise<void> {
    const { speak, takes } = this.#parts;
    this.#makings.get(take)?.end();
    takes.begin(take);
    const making = new TakeMaking({
      speak,
      request,
      onSegment: (spoken) => {
        takes.append(take, spoken.samples);
        caller.onSegment(spoken);
      },
    });
    this.#makings.set(take, making);
    void making.over.then(() => {
      if (this.#makings.get(take) === making) this.#makings.delete(take);
    });
    return this.playTake({ take, fromSeconds: 0, sink }, caller);
  }

  /** Plays a take from anywhere, and goes on with what is made meanwhile. */
  playTake(
    { take, fromSeconds, sink }: Parameters<ServerCalls['playTake']>[0],
    { signal, lifetime }: TakeCaller,
  ): Promise<void> {
    const making = this.#makings.get(take);
    return playToSink({
      sink,
      signal,
      lifetime,
      startFrame: Math.max(0, Math.round(fromSeconds * SAMPLE_RATE)),
      read: (frame, wanted) => this.#read(take, { frame, making, signal: wanted }),
      onClose: making?.join() ?? (() => undefined),
    });
  }

  async #read(
    take: string,
    { frame, making, signal }: { frame: number; making: TakeMaking | undefined; signal: AbortSignal },
  ): Promise<Float32Array<ArrayBuffer> | null> {
    while (making !== undefined && frame >= making.madeFrames) {
      const made = await orAbort(making.advance(), signal);
      if (made === null) return null;
      // Not kept any more where another reader was faster; the store has it.
      if (made.startFrame === frame && made.samples.length > 0) return made.samples;
    }
    return this.#parts.takes.readFrom(take, frame);
  }
}
