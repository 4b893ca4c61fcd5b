import { createDeferred, type Deferred } from '../../../std/deferred.ts';
import { orAbort } from '../../../std/abort.ts';
import { Scope } from '../../../std/scope.ts';
import { SessionLostError, type CreateSession, type KokoroSession, type SessionOptions } from './session.ts';
import type { FromSession, SessionFacts, SessionLife, SessionStep, ToSession } from './session-messages.ts';

/** Sessions that each run in a worker of their own. */
export interface WorkerSessions {
  readonly createSession: CreateSession;
  /** Starts the worker of the next session ahead of time; the function returned ends it where none has taken it. */
  readonly expectSession: () => () => void;
}

/**
 * Creates sessions that each run in a worker of their own. So this thread can answer while the model computes, a
 * thread count or device may change from one session to the next, releasing one gives all its memory back, and a
 * crash costs one run.
 */
export function createWorkerSessions(createWorker: () => Worker, watchLife?: WatchLife): WorkerSessions {
  let expected: WorkerSession | null = null;
  const take = (): WorkerSession => {
    const session = expected?.isLost === false ? expected : new WorkerSession(createWorker, watchLife);
    expected = null;
    return session;
  };
  return {
    createSession: async (options, signal) => {
      signal.throwIfAborted();
      const session = take();
      try {
        return session.toSession(await session.create(options, signal));
      } catch (error) {
        session.dispose(createUnusedError());
        throw error;
      }
    },
    expectSession: () => {
      const session = take();
      expected = session;
      return () => {
        if (expected !== session) return;
        expected = null;
        session.dispose(createUnusedError());
      };
    },
  };
}

function createUnusedError(): SessionLostError {
  return new SessionLostError('The session was never started.');
}

/**
 * Calls `onEnd` when the thread that holds the named lock is gone, unless `signal` fires first. A worker that the
 * browser ends, to save memory say, sends no event.
 */
export type WatchLife = (
  lock: string,
  options: { readonly signal: AbortSignal; readonly onEnd: () => void },
) => void;

/** A thread that has not ended by then is left to the browser. */
const END_LIMIT_MS = 1_000;

class WorkerSession {
  readonly #scope = new Scope();
  readonly #watchLife: WatchLife | undefined;
  #lock: string | null = null;
  readonly #worker: Worker;
  #pending: Deferred<FromSession> | null = null;
  #lost: SessionLostError | null = null;
  #onStep: (() => void) | undefined;

  constructor(createWorker: () => Worker, watchLife?: WatchLife) {
    this.#watchLife = watchLife;
    this.#worker = this.#scope.worker(createWorker);
    this.#scope.listen(
      this.#worker,
      'message',
      ({ data }: MessageEvent<FromSession | SessionLife | SessionStep>) => {
        if (data.type === 'life') {
          this.#lock = data.lock;
          const onEnd = (): void => this.dispose(new SessionLostError("The model's thread was ended."));
          watchLife?.(data.lock, { signal: this.#scope.signal, onEnd });
          return;
        }
        if (data.type === 'step') {
          this.#onStep?.();
          return;
        }
        this.#pending?.resolve(data);
        this.#pending = null;
      },
    );
    this.#scope.listen(this.#worker, 'error', (event: ErrorEvent) => {
      // Else it counts as an error of this thread, too, which the page would end for it.
      event.preventDefault();
      this.dispose(new SessionLostError(`The model's thread crashed: ${event.message}`));
    });
    this.#scope.listen(this.#worker, 'messageerror', () => {
      this.dispose(new SessionLostError("The model's thread sent something unreadable."));
    });
  }

  /** Whether the thread is gone. */
  get isLost(): boolean {
    return this.#lost !== null;
  }

  async create({ onStep, ...options }: SessionOptions, signal: AbortSignal): Promise<SessionFacts> {
    this.#onStep = onStep;
    const answer = await orAbort(this.#ask({ type: 'create', options }), signal);
    if (answer.type !== 'created') throw new SessionLostError(`Unexpected answer: ${answer.type}`);
    return answer.facts;
  }

  toSession(facts: SessionFacts): KokoroSession {
    return {
      ...facts,
      run: async (input, signal) => {
        const answer = await this.#askUntil({ type: 'run', input }, signal);
        if (answer.type !== 'output') throw new SessionLostError(`Unexpected answer: ${answer.type}`);
        return answer.output;
      },
      prepare: (input) => {
        if (this.#lost === null) this.#worker.postMessage({ type: 'prepare', input } satisfies ToSession);
      },
      release: async () => {
        this.dispose(new SessionLostError('The model was unloaded.'));
        await this.#untilGone();
      },
    };
  }

  dispose(reason: SessionLostError): void {
    this.#lost ??= reason;
    this.#pending?.reject(this.#lost);
    this.#pending = null;
    this.#scope.dispose();
  }

  /** Waits for the end of the thread, so that its memory is free for the next session. */
  async #untilGone(): Promise<void> {
    const [lock, watchLife] = [this.#lock, this.#watchLife];
    if (lock === null || watchLife === undefined) return;
    const scope = new Scope();
    try {
      const end = new Promise<void>((onEnd) => watchLife(lock, { signal: scope.signal, onEnd }));
      await Promise.race([end, scope.sleep(END_LIMIT_MS)]);
    } finally {
      scope.dispose();
    }
  }

  /** Has the thread stop when `signal` fires, and waits for its answer all the same. */
  async #askUntil(message: ToSession, signal: AbortSignal | undefined): Promise<FromSession> {
    signal?.throwIfAborted();
    const scope = this.#scope.child();
    if (signal !== undefined) {
      scope.listen(signal, 'abort', () => {
        this.#worker.postMessage({ type: 'stop' } satisfies ToSession);
      });
    }
    try {
      return await this.#ask(message);
    } catch (error) {
      if (this.#lost === null) signal?.throwIfAborted();
      throw error;
    } finally {
      scope.dispose();
    }
  }

  async #ask(message: ToSession): Promise<FromSession> {
    if (this.#lost !== null) throw this.#lost;
    if (this.#pending !== null) throw new Error('A session runs one input at a time.');
    this.#pending = createDeferred<FromSession>();
    const { promise } = this.#pending;
    this.#worker.postMessage(message);
    const answer = await promise;
    if (answer.type === 'failed') throw new Error(answer.message);
    return answer;
  }
}
