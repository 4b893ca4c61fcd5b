import { Scope } from '../../../std/scope.ts';
import { SessionLostError, type KokoroSession, type SessionInput, type SessionOutput } from './session.ts';

const BASE_LIMIT_MS = 30_000;
const TOKEN_LIMIT_MS = 500;

/** One run's output and how long it took. */
export interface Run {
  readonly output: SessionOutput;
  readonly seconds: number;
}

/**
 * Runs a session. A GPU that takes several times longer than it may take to be of any use hangs, and counts as lost;
 * the processor only seems to hang, on a slow machine, and gets its time. Rejects with the reason of `signal` where the
 * session could stop early.
 */
export async function runSession(
  session: KokoroSession,
  input: SessionInput,
  signal?: AbortSignal,
): Promise<Run> {
  const scope = new Scope();
  const startMs = performance.now();
  const run = session.run(input, signal);
  try {
    const output = await (session.device === 'wasm' ? run : Promise.race([run, toLimit(scope, input)]));
    return { output, seconds: (performance.now() - startMs) / 1000 };
  } finally {
    scope.dispose();
  }
}

function toLimit(scope: Scope, { tokenIds }: SessionInput): Promise<never> {
  return new Promise((_, reject) => {
    scope.timeout(
      () => {
        reject(new SessionLostError('The device did not answer in time.'));
      },
      BASE_LIMIT_MS + TOKEN_LIMIT_MS * tokenIds.length,
    );
  });
}
