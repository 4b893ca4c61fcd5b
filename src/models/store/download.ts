import { createAbortError, orAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import type { ByteRange } from './byte-ranges.ts';
import type { DownloadOptions, DownloadOutcome } from './download-options.ts';
import { type BodyReader, fetchRange, type RangeBody } from './fetch-range.ts';
import type { PartFile } from './file-area.ts';

/**
 * Fetches what `part` lacks of a file, several ranges at a time, each byte once: a cut line is taken up where it
 * broke. Rejects when aborted and when a write fails; what came until then stays in `part`.
 */
export async function download(part: PartFile, options: DownloadOptions): Promise<DownloadOutcome> {
  const scope = new Scope();
  const stop = new AbortController();
  scope.listen(options.signal, 'abort', () => stop.abort(createAbortError()));
  try {
    options.signal.throwIfAborted();
    await new DownloadRun(part, options, stop).run();
    return { kind: 'whole' };
  } catch (error) {
    if (error instanceof DownloadEnded) return error.outcome;
    throw error;
  } finally {
    scope.dispose();
  }
}

/** Thrown within a download to end all of it with an outcome other than the whole file. */
class DownloadEnded extends Error {
  readonly outcome: DownloadOutcome;

  constructor(outcome: DownloadOutcome) {
    super('The download ended.');
    this.outcome = outcome;
  }
}

/** The line broke before all bytes had come. */
class LineCut extends Error {}

/** One download from one server: lanes that take pieces off a list until it is empty. */
class DownloadRun {
  readonly #part: PartFile;
  readonly #options: DownloadOptions;
  readonly #stop: AbortController;
  #hasAnswered = false;
  #uncommittedBytes = 0;

  /** `stop` ends every lane; a lane that fails fires it for the others. */
  constructor(part: PartFile, options: DownloadOptions, stop: AbortController) {
    this.#part = part;
    this.#options = options;
    this.#stop = stop;
  }

  /** Resolves when the part is complete. */
  async run(): Promise<void> {
    const { fileBytes, tuning } = this.#options;
    const pieces = [...this.#part.held.missing(0, fileBytes, tuning.pieceBytes)];
    const first = pieces.shift();
    if (first === undefined) return;
    // One request finds out whether the server has the file and knows ranges, before there are several.
    const answer = await this.#open(first, { failures: 0 });
    if (answer.kind === 'whole') return this.#takePiece({ start: 0, end: fileBytes }, answer);
    const laneCount = Math.min(tuning.laneCount, pieces.length + 1);
    const lanes = Array.from({ length: laneCount }, async (_, index) => {
      if (index === 0) await this.#takePiece(first, answer);
      for (let next = pieces.shift(); next !== undefined; next = pieces.shift()) await this.#takePiece(next);
    });
    await this.#allOrNone(lanes);
  }

  /** Waits for every lane; the first that fails stops the others, and its error is the one thrown. */
  async #allOrNone(lanes: readonly Promise<void>[]): Promise<void> {
    const failures: unknown[] = [];
    const settled = lanes.map((lane) =>
      lane.catch((error: unknown) => {
        failures.push(error);
        this.#stop.abort(createAbortError());
      }),
    );
    await Promise.all(settled);
    if (failures.length > 0) throw failures[0];
  }

  /** Fetches what is missing of a piece, taking it up again after each cut. */
  async #takePiece(piece: ByteRange, opened?: RangeBody): Promise<void> {
    const patience = { failures: 0 };
    let body = opened;
    for (;;) {
      const missing = this.#part.held.missing(piece.start, piece.end)[0];
      if (missing === undefined && body === undefined) break;
      const start = missing?.start ?? piece.end;
      body ??= await this.#open({ start, end: piece.end }, patience);
      try {
        await this.#drain(body, { start: body.kind === 'whole' ? 0 : start, end: piece.end }, patience);
      } catch (error) {
        if (!(error instanceof LineCut)) throw error;
        await this.#wait(patience, error.message);
      } finally {
        body.body.cancel();
      }
      body = undefined;
    }
    await this.#commit();
  }

  /** Writes what comes and is missing. A server without ranges starts at the first byte again, whatever is held. */
  async #drain(answer: RangeBody, range: ByteRange, patience: Patience): Promise<void> {
    const { fileBytes, onProgress } = this.#options;
    let position = range.start;
    while (answer.kind === 'whole' || position < range.end) {
      const chunk = await this.#next(answer.body);
      if (chunk === null) break;
      patience.failures = 0;
      const end = position + chunk.byteLength;
      for (const gap of this.#part.held.missing(position, Math.min(end, range.end))) {
        await this.#write(gap, chunk.subarray(gap.start - position, gap.end - position));
      }
      position = end;
      if (position > fileBytes) throw new DownloadEnded({ kind: 'other-size', bytes: position });
      onProgress();
    }
    if (position >= range.end) return;
    if (answer.kind === 'whole') throw new DownloadEnded({ kind: 'other-size', bytes: position });
    throw new LineCut('the line was cut');
  }

  /** Puts bytes away; now and then for good, so that a thread that is killed loses little. */
  async #write({ start, end }: ByteRange, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#part.write(start, bytes);
    this.#uncommittedBytes += end - start;
    if (this.#uncommittedBytes >= this.#options.tuning.commitBytes) await this.#commit();
  }

  async #commit(): Promise<void> {
    this.#uncommittedBytes = 0;
    await this.#part.commit();
  }

  async #next(body: BodyReader): Promise<Uint8Array<ArrayBuffer> | null> {
    try {
      return await body.next();
    } catch (error) {
      this.#stop.signal.throwIfAborted();
      throw new LineCut(error instanceof Error ? error.message : 'the line was cut');
    }
  }

  /** Asks until bytes come, as long as there is hope. */
  async #open(range: ByteRange, patience: Patience): Promise<RangeBody> {
    for (;;) {
      const { url, fileBytes, tuning, fetch } = this.#options;
      const { stallTimeoutMs } = tuning;
      const options = { fetch, url, fileBytes, stallTimeoutMs, signal: this.#stop.signal };
      const answer = await fetchRange(range, options);
      switch (answer.kind) {
        case 'range':
        case 'whole':
          this.#hasAnswered = true;
          return answer;
        case 'other-size':
          throw new DownloadEnded(answer);
        case 'absent':
          throw new DownloadEnded({ kind: 'unavailable', reason: answer.reason });
        case 'trouble':
          this.#hasAnswered ||= answer.answered;
          await this.#wait(patience, answer.reason);
      }
    }
  }

  /** Waits before the next try. A server that never answered is not waited for: it may not be there at all. */
  async #wait(patience: Patience, reason: string): Promise<void> {
    const delayMs = this.#options.tuning.retryDelaysMs[patience.failures];
    patience.failures += 1;
    if (delayMs === undefined || !this.#hasAnswered) {
      throw new DownloadEnded({ kind: 'unavailable', reason });
    }
    const scope = new Scope();
    try {
      await orAbort(scope.sleep(delayMs), this.#stop.signal);
    } finally {
      scope.dispose();
    }
  }
}

/** Failures in a row, without a byte in between. */
interface Patience {
  failures: number;
}
