import { createDeferred } from '../../std/deferred.ts';
import { Scope } from '../../std/scope.ts';
import { toLoadMark, type EngineControl, type EngineStatus } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';

/** What to watch, and how patient to be. */
export interface LoadWatchOptions {
  readonly engine: EngineControl;
  /** Only a load of this model counts. */
  readonly model: string;
  /** How long a load may stand still; 20 s if left out. */
  readonly stallMs?: number | undefined;
  /** How long a load may take at all. */
  readonly timeoutMs: number;
}

interface LoadProgress {
  readonly mark: string;
  readonly startedAtMs: number;
  readonly movedAtMs: number;
}

const POLL_MS = 1_000;
const DEFAULT_STALL_MS = 20_000;

/**
 * Settles like `work`, unless the model's load stands still or takes too long meanwhile: then it rejects with
 * `model_loading`. Time that passes while nothing is being loaded does not count.
 */
export async function withLoadWatch<T>(work: Promise<T>, options: LoadWatchOptions): Promise<T> {
  const scope = new Scope();
  const overdue = createDeferred<never>();
  let progress: LoadProgress | null = null;
  const check = async (): Promise<void> => {
    progress = toProgress(await options.engine.status(), progress, options.model);
    if (progress !== null) failIfOverdue(progress, options);
  };
  scope.interval(() => {
    check().catch((error: unknown) => {
      // An engine that cannot say how it is fails the work itself, in its own words.
      if (error instanceof SpeechError && error.code === 'model_loading') overdue.reject(error);
    });
  }, POLL_MS);
  try {
    return await Promise.race([work, overdue.promise]);
  } finally {
    scope.dispose();
  }
}

function toProgress(status: EngineStatus, earlier: LoadProgress | null, model: string): LoadProgress | null {
  const isLoading = status.state === 'downloading' || status.state === 'loading';
  if (!isLoading || status.model !== model) return null;
  const mark = toLoadMark(status);
  const nowMs = performance.now();
  if (earlier?.mark === mark) return earlier;
  return { mark, startedAtMs: earlier?.startedAtMs ?? nowMs, movedAtMs: nowMs };
}

function failIfOverdue(
  progress: LoadProgress,
  { stallMs = DEFAULT_STALL_MS, timeoutMs }: LoadWatchOptions,
): void {
  const nowMs = performance.now();
  if (nowMs - progress.movedAtMs >= stallMs) {
    throw new SpeechError(
      'model_loading',
      'The model is still loading and has made no progress for a while. Try again soon.',
    );
  }
  if (nowMs - progress.startedAtMs >= timeoutMs) {
    throw new SpeechError('model_loading', 'The model is still loading. Try again soon.');
  }
}
