import { SerialQueue } from '../std/serial-queue.ts';
import { SpeechError } from '../contract/errors.ts';
import type { LibraryReport, TakeInfo } from '../contract/takes.ts';
import { toFloat32 } from '../audio/pcm.ts';
import type { SpeechRequest } from '../contract/request.ts';
import type { KeptSegment, NewTake, TakeShelf } from './take-shelf.ts';
import { TakeWriter } from './take-writer.ts';

/** The most that is kept in memory at any limit: about 45 minutes of sound. */
const MEMORY_LIMIT_BYTES = 130_000_000;

interface TakeLibraryOptions {
  readonly shelf: Promise<TakeShelf>;
  readonly limitBytes: number;
  /** Called after every change. */
  readonly onChange: () => void;
}

/**
 * Keeps what was spoken, segment by segment as it is made, until it is deleted or has to make room: the oldest take
 * that is neither pinned nor being spoken goes first, and where none is left, the end of the new one is not kept.
 */
export class TakeLibrary {
  readonly #shelf: Promise<TakeShelf>;
  readonly #onChange: () => void;
  readonly #queue = new SerialQueue();
  readonly #writers = new Map<string, TakeWriter>();
  readonly #evicted: string[] = [];
  /** Names of takes by their id. */
  readonly #cut = new Map<string, string>();
  #limitBytes: number;

  constructor({ shelf, limitBytes, onChange }: TakeLibraryOptions) {
    this.#shelf = shelf;
    this.#limitBytes = limitBytes;
    this.#onChange = onChange;
  }

  /** Begins a take, replacing an earlier one of that id. */
  begin(id: string, request: SpeechRequest): TakeWriter {
    void this.#queue.run(async () => (await this.#shelf).remove(id)).catch(warn);
    return this.#write(new TakeWriter(id, this, request));
  }

  /** Goes on with a take; undefined where it is being spoken already. */
  resume(id: string): TakeWriter | undefined {
    if (this.#writers.has(id)) return undefined;
    this.#cut.delete(id);
    return this.#write(new TakeWriter(id, this, null));
  }

  /** Lists the takes whose name or text contains `query`; all, where that is empty. */
  async report(query = ''): Promise<LibraryReport> {
    const shelf = await this.#shelf;
    const all = await shelf.list();
    const wanted = query.trim().toLowerCase();
    const matches = await Promise.all(all.map((info) => isMatch(shelf, info, wanted)));
    const takes = all
      .filter((_, index) => matches[index])
      .map((info) => ({ ...info, isOpen: this.#writers.has(info.id) }))
      .toSorted((one, other) => other.createdAt - one.createdAt);
    return {
      takes,
      usedBytes: toTotalBytes(all),
      limitBytes: this.#limitOf(shelf),
      isLasting: shelf.isLasting,
      evicted: [...this.#evicted],
      cut: [...this.#cut.values()],
    };
  }

  /** Finds a take. Rejects with `invalid_value` for one that is not kept (any more). */
  async find(id: string): Promise<TakeInfo & { readonly text: string }> {
    const shelf = await this.#settled();
    const info = await shelf.find(id);
    const text = await shelf.text(id);
    if (info === undefined || text === undefined) {
      throw new SpeechError('invalid_value', 'This take is not kept any more. Speak it again.', {
        param: 'take',
      });
    }
    return { ...info, text };
  }

  /** Gives the segments of a take as far as it came; one that is added meanwhile comes too. */
  async *segments(id: string): AsyncGenerator<KeptSegment, void, undefined> {
    for (let index = 0; ; index += 1) {
      const segment = await (await this.#settled()).segment(id, index);
      if (segment === undefined) return;
      yield segment;
    }
  }

  /** Gives samples of a take that begin at `frame`, as many as lie together; null behind the last one there is. */
  async readFrom(id: string, frame: number): Promise<Float32Array<ArrayBuffer> | null> {
    const { starts } = await this.find(id);
    const index = starts.findLastIndex((start) => start <= frame);
    const segment = await (await this.#shelf).segment(id, index);
    const samples = segment?.samples.subarray(frame - (starts[index] ?? 0));
    return samples === undefined || samples.length === 0 ? null : toFloat32(samples);
  }

  /** Gives the samples of a take. Throws `storage_full` where its end could not be kept. */
  async *read(id: string): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
    await this.find(id);
    if (this.#cut.has(id)) {
      throw new SpeechError('storage_full', 'The library is full, so the end of this take was not kept.');
    }
    yield* this.readKept(id);
  }

  /** Gives the samples of a take as far as they are kept. */
  async *readKept(id: string): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
    for await (const { samples } of this.segments(id)) yield toFloat32(samples);
  }

  /** Changes a take's name, or whether it is pinned. */
  update(id: string, patch: Partial<Pick<TakeInfo, 'name' | 'isPinned'>>): Promise<void> {
    return this.#change(async () => (await this.#shelf).update(id, patch));
  }

  /** Deletes takes with their sound, and reports the change. */
  remove(ids: readonly string[]): Promise<void> {
    return this.#change(async () => {
      const shelf = await this.#shelf;
      for (const id of ids) {
        await shelf.remove(id);
        this.#cut.delete(id);
      }
    });
  }

  /** Sets how many bytes all takes may use together, and deletes the oldest ones at once if they use more. */
  setLimit(limitBytes: number): void {
    if (limitBytes === this.#limitBytes) return;
    this.#limitBytes = limitBytes;
    void this.#change(async () => this.#makeRoom(await this.#shelf, 0)).catch(warn);
  }

  /** For `TakeWriter`: keeps a segment, after those before it. Resolves when it is kept, or cannot be. */
  keep(writer: TakeWriter, segment: KeptSegment, fresh?: NewTake): Promise<void> {
    return this.#change(async () => {
      if (this.#writers.get(writer.id) !== writer || this.#cut.has(writer.id)) return;
      await this.#store(writer.id, segment, fresh);
    }).catch(warn);
  }

  /** For `TakeWriter`: ends the writing, also where the take cannot be marked as whole. */
  close(writer: TakeWriter, isComplete: boolean): Promise<void> {
    return this.#change(async () => {
      if (this.#writers.get(writer.id) !== writer) return;
      this.#writers.delete(writer.id);
      if (isComplete && !this.#cut.has(writer.id)) {
        await (await this.#shelf).update(writer.id, { isComplete });
      }
    }).catch(warn);
  }

  /** Makes a change after those before it, and reports it; one that fails may have been made in part. */
  async #change<T>(make: () => Promise<T>): Promise<T> {
    try {
      return await this.#queue.run(make);
    } finally {
      this.#onChange();
    }
  }

  #write(writer: TakeWriter): TakeWriter {
    this.#writers.set(writer.id, writer);
    return writer;
  }

  /** Gives the shelf once everything that was said before is done. */
  #settled(): Promise<TakeShelf> {
    return this.#queue.run(() => this.#shelf);
  }

  async #store(id: string, segment: KeptSegment, fresh: NewTake | undefined): Promise<void> {
    const shelf = await this.#shelf;
    let hasRoom = await this.#makeRoom(shelf, segment.samples.byteLength);
    for (let attempt = 1; hasRoom; attempt += 1) {
      try {
        await shelf.append(id, segment, fresh);
        return;
      } catch (error) {
        // A browser may have less room than it promised.
        if (isQuotaError(error)) hasRoom = await this.#evictOldest(shelf);
        else if (attempt > 1) throw this.#cutOff(id, await nameOf(shelf, id, fresh), error);
      }
    }
    this.#cutOff(id, await nameOf(shelf, id, fresh), null);
  }

  #cutOff(id: string, name: string, cause: unknown): Error {
    this.#cut.set(id, name);
    return new Error('The end of a take could not be kept.', { cause });
  }

  async #makeRoom(shelf: TakeShelf, byteCount: number): Promise<boolean> {
    while (toTotalBytes(await shelf.list()) + byteCount > this.#limitOf(shelf)) {
      if (!(await this.#evictOldest(shelf))) return false;
    }
    return true;
  }

  async #evictOldest(shelf: TakeShelf): Promise<boolean> {
    const [oldest] = (await shelf.list())
      .filter(({ id, isPinned }) => !isPinned && !this.#writers.has(id))
      .toSorted((one, other) => one.createdAt - other.createdAt);
    if (oldest === undefined) return false;
    await shelf.remove(oldest.id);
    this.#evicted.push(oldest.name);
    return true;
  }

  #limitOf(shelf: TakeShelf): number {
    return shelf.isLasting ? this.#limitBytes : Math.min(this.#limitBytes, MEMORY_LIMIT_BYTES);
  }
}

async function isMatch(shelf: TakeShelf, { id, name }: TakeInfo, wanted: string): Promise<boolean> {
  if (wanted === '' || name.toLowerCase().includes(wanted)) return true;
  return (await shelf.text(id))?.toLowerCase().includes(wanted) === true;
}

async function nameOf(shelf: TakeShelf, id: string, fresh: NewTake | undefined): Promise<string> {
  return fresh?.info.name ?? (await shelf.find(id))?.name ?? '';
}

function toTotalBytes(takes: readonly TakeInfo[]): number {
  return takes.reduce((sum, { byteCount }) => sum + byteCount, 0);
}

function isQuotaError(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

function warn(error: unknown): void {
  console.warn('The library could not be written', error);
}
