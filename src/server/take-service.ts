import { SinkSource } from '../wire/sink-source.ts';
import { Scope } from '../std/scope.ts';
import { withinLimit } from '../std/within-limit.ts';
import { createDeferred } from '../std/deferred.ts';
import type { Speak, SpokenSegment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { createSpeakRest } from '../takes/speak-rest.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { TakeWriter } from '../takes/take-writer.ts';
import { orAbort, isAbortError } from '../std/abort.ts';
import type { ServerCalls } from '../wire/server.protocol.ts';
import { TakeMaking, type TakeMakingParts } from './take-making.ts';

/** A browser whose storage hangs must not keep sound back for longer. */
const KEPT_WITHIN_MS = 1_000;

interface MakeParts extends Omit<TakeMakingParts, 'onSegment'> {
  readonly writer: TakeWriter | null;
  readonly onSegment: (spoken: SpokenSegment) => void;
}

interface SinkCall {
  readonly sink: MessagePort;
  readonly startFrame: number;
  /** Ends the call while it is open. */
  readonly signal: AbortSignal;
  /** Ends the source, also after the call, when the sink may still seek. */
  readonly lifetime: AbortSignal;
  /** Gives samples that begin at `frame`, or null where there are none and will be none. */
  readonly read: (frame: number, signal: AbortSignal) => Promise<Float32Array<ArrayBuffer> | null>;
  /** The sink wants no more. */
  readonly onClose: () => void;
}

/** What speaks takes, and where they are kept. */
export interface TakeServiceParts {
  readonly speak: Speak;
  readonly library: TakeLibrary;
}

/** The caller, and how long its call lasts. */
export interface TakeCaller {
  /** Ends the call. */
  readonly signal: AbortSignal;
  /** Ends all that the caller listens to. */
  readonly lifetime: AbortSignal;
}

/** A caller who also receives each segment that is made. */
export interface MakingCaller extends TakeCaller {
  readonly onSegment: (spoken: SpokenSegment) => void;
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
    { take, request, sink, isKept = true }: Parameters<ServerCalls['speak']>[0],
    caller: MakingCaller,
  ): Promise<void> {
    const { speak, library } = this.#parts;
    this.#makings.get(take)?.end();
    const writer = isKept ? library.begin(take, request) : null;
    this.#make(take, { speak, request, writer, onSegment: caller.onSegment });
    return this.playTake({ take, fromSeconds: 0, sink }, caller);
  }

  /** Plays a take from anywhere, and speaks what is missing of it, which the library keeps with the rest. */
  async resume(call: Parameters<ServerCalls['resumeTake']>[0], caller: MakingCaller): Promise<void> {
    const { speak, library } = this.#parts;
    const { take } = call;
    const kept = await library.find(take);
    caller.signal.throwIfAborted();
    // Another caller may be speaking it already; then both share it.
    const writer = kept.isComplete ? undefined : library.resume(take);
    if (writer !== undefined) {
      const { request, text, frameCount: madeFrames } = kept;
      const rest = { speak: createSpeakRest(kept, speak), request: { ...request, text }, writer, madeFrames };
      this.#make(take, { ...rest, onSegment: caller.onSegment });
    }
    return this.playTake(call, caller);
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

  #make(take: string, { writer, onSegment, ...parts }: MakeParts): void {
    const making = new TakeMaking({
      ...parts,
      onSegment: (spoken) => {
        const keeping = writer?.append(spoken);
        onSegment(spoken);
        // What was heard must be there for the next host; the first segment is always spoken alike, and nothing waits for it.
        if (keeping === undefined || spoken.segment.index === 0) return undefined;
        return withinLimit(keeping, KEPT_WITHIN_MS, () => undefined);
      },
    });
    this.#makings.set(take, making);
    void making.over.then(async (isWhole) => {
      if (this.#makings.get(take) === making) this.#makings.delete(take);
      await writer?.end(isWhole);
    });
  }

  async #read(
    take: string,
    { frame, making, signal }: { frame: number; making: TakeMaking | undefined; signal: AbortSignal },
  ): Promise<Float32Array<ArrayBuffer> | null> {
    while (making !== undefined && frame >= making.madeFrames) {
      const made = await orAbort(making.advance(), signal);
      if (made === null) return null;
      // A copy: sending moves the buffer, and another reader may wait for the same stretch.
      if (made.startFrame === frame && made.samples.length > 0) return made.samples.slice();
    }
    return this.#parts.library.readFrom(take, frame);
  }
}

/**
 * Plays into a sink at the pace of its pulls; resolves when the last sample was handed over for the first time. The
 * sink may seek until it cancels. Rejects with `AbortError` when the sink cancels before that, or `signal` fires.
 */
async function playToSink(call: SinkCall): Promise<void> {
  const { sink, signal, lifetime, startFrame, onClose } = call;
  const scope = new Scope();
  scope.add(onClose);
  const source = new SinkSource(sink, scope, startFrame);
  const handedOver = createDeferred();
  const calling = new Scope();
  calling.listen(signal, 'abort', () => scope.dispose());
  scope.listen(lifetime, 'abort', () => scope.dispose());
  if (signal.aborted || lifetime.aborted) scope.dispose();
  void serve(source, call, () => handedOver.resolve())
    .catch((error: unknown) => {
      source.fail();
      handedOver.reject(signal.aborted && isAbortError(error) ? signal.reason : error);
    })
    .finally(() => scope.dispose());
  try {
    await handedOver.promise;
  } finally {
    calling.dispose();
  }
}

async function serve(source: SinkSource, { read }: SinkCall, onEnd: () => void): Promise<never> {
  for (;;) {
    // The first pull is there at once. Making nothing before the next keeps no more than two segments in memory.
    await source.pulled();
    const { frame, seeks } = source;
    const samples = await read(frame, source.signal);
    if (source.seeks !== seeks) continue;
    if (samples === null) {
      source.end();
      onEnd();
    } else {
      source.send(samples);
    }
  }
}
