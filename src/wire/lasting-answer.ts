import { orAbort } from '../std/abort.ts';
import { SpeechError } from '../contract/errors.ts';
import type { ResumePoint } from '../contract/speech-course.ts';
import { RunningHash } from '../std/running-hash.ts';
import { Scope } from '../std/scope.ts';
import { toResponse, type HttpAnswer } from './http-port.ts';
import { PeerLostError } from './peer-watch.ts';
import type { HttpResponseHead } from './server.protocol.ts';

type Chunk = Uint8Array<ArrayBuffer>;

/** So many threads in a row may be lost without one more byte: the request itself may be what ends them. */
const MOST_CRASHES = 2;

/** Another service that speaks for the page may ask for hours. */
const LONGEST_WAIT_SECONDS = 10;

/** So many attempts in a row may fail for any reason without one more byte. */
const MOST_ATTEMPTS = 8;

/**
 * Asks the present host: from the beginning, or from `resume` on. Rejects with `PeerLostError` when that one is lost
 * before the head, and with another error where no host is left.
 */
export type Ask = (resume: ResumePoint | undefined) => Promise<HttpAnswer>;

/** How an answer is asked for, again after each loss, and what its reader has of it already. */
export interface LastingAnswerOptions {
  /** What the reader has already, where the request asks for the rest of an answer. */
  readonly from?: Pick<ResumePoint, 'byteCount' | 'hash'> | undefined;
  readonly ask: Ask;
  /** Numbers the threads that answer: one that was asked again before its loss was known is lost once. */
  readonly generation: () => number;
  /** Whether the one that was asked last ended because its page was closed, which is no fault of the request. */
  readonly wasClosed?: () => Promise<boolean>;
  /** Called when the reader gives the body up. */
  readonly onCancel: () => void;
  /** Called once when the body is over. */
  readonly onEnd?: () => void;
}

/**
 * Resolves to an answer that outlives the thread that gives it: when that is lost, the next one goes on at the same byte.
 * Its reader sees a pause. The body errors where nobody is left, where the next one makes other bytes, and after two
 * losses in a row without a new byte.
 */
export async function fetchLasting(options: LastingAnswerOptions): Promise<Response> {
  const answer = new LastingAnswer(options);
  return answer.begin();
}

class LastingAnswer {
  readonly #options: LastingAnswerOptions;
  readonly #delivered: RunningHash;
  readonly #scope = new Scope();
  #first: HttpResponseHead | undefined;
  #present: HttpAnswer | undefined;
  #asked = 0;
  #lost = -1;
  #crashCount = 0;
  #attemptCount = 0;
  #isOver = false;

  constructor(options: LastingAnswerOptions) {
    this.#options = options;
    const { from } = options;
    this.#delivered = new RunningHash(from && { byteCount: from.byteCount, digest: from.hash });
  }

  async begin(): Promise<Response> {
    const { head } = await this.#open(() => undefined);
    this.#first = head;
    if (!head.hasBody) this.#end();
    return toResponse(head, {
      next: () => this.#next(),
      return: async () => {
        this.#options.onCancel();
        await this.#present?.chunks.return?.();
        this.#end();
        return { done: true, value: undefined };
      },
    });
  }

  async #next(): Promise<IteratorResult<Chunk>> {
    try {
      for (;;) {
        const step = await this.#step();
        if (step === null) continue;
        if (step.done === true) this.#end();
        return step;
      }
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  /** Gives the next chunk; null where the present thread was lost and another one has been asked. */
  async #step(): Promise<IteratorResult<Chunk> | null> {
    const present = this.#present;
    if (present === undefined) throw new TypeError('The answer has not begun.');
    try {
      const step = await present.chunks.next();
      if (step.done !== true) this.#count(step.value);
      return step;
    } catch (error) {
      await this.#noteLoss(error);
      await this.#goOn(present);
      return null;
    }
  }

  /** Resolves once another thread goes on. One that is not ready yet, as it loads the model, is asked again when it says. */
  async #goOn(lost: HttpAnswer): Promise<void> {
    for (;;) {
      const { head, chunks } = await this.#open(() => this.#toResumePoint(lost));
      if (head.status === this.#first?.status) return;
      await chunks.return?.();
      this.#attemptCount += 1;
      const mayAskAgain = readHeader(head, 'x-should-retry') === 'true' && this.#attemptCount < MOST_ATTEMPTS;
      if (!mayAskAgain) throw createRefusal(head.status);
      await orAbort(this.#scope.sleep(toWaitMs(head)), this.#scope.signal);
    }
  }

  async #open(toPoint: () => ResumePoint | undefined): Promise<HttpAnswer> {
    for (;;) {
      this.#asked = this.#options.generation();
      try {
        const answer = await this.#options.ask(toPoint());
        this.#present = answer;
        return answer;
      } catch (error) {
        await this.#noteLoss(error);
      }
    }
  }

  #toResumePoint(lost: HttpAnswer): ResumePoint {
    const { byteCount, digest: hash } = this.#delivered;
    const requestId = this.#first && readHeader(this.#first, 'x-request-id');
    return { requestId, byteCount, hash, course: lost.course() };
  }

  #count(chunk: Chunk): void {
    this.#delivered.add(chunk);
    this.#crashCount = 0;
    this.#attemptCount = 0;
  }

  /** Throws what is no loss, and a loss after which it makes no sense to go on. */
  async #noteLoss(error: unknown): Promise<void> {
    if (!(error instanceof PeerLostError) || this.#isOver) throw error;
    const isKnown = this.#asked === this.#lost;
    this.#lost = this.#asked;
    this.#attemptCount += 1;
    if (!isKnown && (await this.#options.wasClosed?.()) !== true) this.#crashCount += 1;
    if (this.#crashCount < MOST_CRASHES && this.#attemptCount < MOST_ATTEMPTS) return;
    throw new SpeechError(
      'engine_unavailable',
      'The thread that answers was lost twice in a row at the same place of this answer.',
      { cause: error },
    );
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#scope.dispose();
    this.#options.onEnd?.();
  }
}

/** Says how long to wait before a thread that is not ready is asked again: as long as it says, if it says seconds. */
function toWaitMs(head: HttpResponseHead): number {
  const seconds = Number(readHeader(head, 'retry-after') ?? 1);
  return 1_000 * (seconds <= LONGEST_WAIT_SECONDS ? seconds : LONGEST_WAIT_SECONDS);
}

function readHeader({ headers }: HttpResponseHead, name: string): string | undefined {
  return headers.find(([each]) => each === name)?.[1];
}

function createRefusal(status: number): SpeechError {
  return new SpeechError(
    'engine_unavailable',
    `The page that was speaking is gone, and the next one answers with status ${status}.`,
  );
}
