import type { SpokenSegment } from '../contract/segment.ts';
import type { TakeInfo } from '../contract/takes.ts';
import type { SpeechRequest } from '../contract/request.ts';
import { toKeptSegment } from './kept-segment.ts';
import { toTakeName } from './take-name.ts';
import type { KeptSegment, NewTake } from './take-shelf.ts';

/** The library, as a writer sees it. */
export interface TakeKeeper {
  keep(writer: TakeWriter, segment: KeptSegment, fresh?: NewTake): Promise<void>;
  close(writer: TakeWriter, isComplete: boolean): Promise<void>;
}

/** Keeps one take while it is spoken. */
export class TakeWriter {
  readonly id: string;
  readonly #library: TakeKeeper;
  #fresh: ((segment: KeptSegment) => NewTake) | null;

  /** Without a request it goes on with a take that is kept already. */
  constructor(id: string, library: TakeKeeper, request: SpeechRequest | null) {
    this.id = id;
    this.#library = library;
    this.#fresh = request === null ? null : (segment) => createTake(id, request, segment);
  }

  /** Copies a segment and keeps it; what was kept before stays. Resolves when it is kept, or cannot be. */
  append(spoken: SpokenSegment): Promise<void> {
    const segment = toKeptSegment(spoken);
    // A take begins with its first segment, so that none is ever empty.
    const fresh = this.#fresh?.(segment);
    this.#fresh = null;
    return this.#library.keep(this, segment, fresh);
  }

  /** Resolves when all of it is kept, or cannot be. `isComplete` says that the whole text was spoken. */
  end(isComplete: boolean): Promise<void> {
    return this.#library.close(this, isComplete);
  }
}

function createTake(id: string, { text, ...request }: SpeechRequest, { engine }: KeptSegment): NewTake {
  const info: TakeInfo = {
    id,
    name: toTakeName(text),
    createdAt: Date.now(),
    request,
    engine,
    textLength: text.length,
    spokenTo: 0,
    starts: [],
    frameCount: 0,
    byteCount: text.length * 2,
    isComplete: false,
    isPinned: false,
  };
  return { info, text };
}
