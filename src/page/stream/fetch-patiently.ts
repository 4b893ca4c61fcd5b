import { orAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';

/** How often a request is made in all when the API refuses it for now. */
const MOST_ATTEMPTS = 5;

/** Nobody who listens waits longer than this for one attempt. */
const MOST_WAIT_SECONDS = 30;

/**
 * Sends a request again when its answer says so: 429 or 503 with `Retry-After`, unless `X-Should-Retry` says that there is no
 * use. Resolves to the last answer otherwise; rejects as `send` and `signal` do.
 */
export async function fetchPatiently(send: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send();
    const seconds = toWaitSeconds(response);
    if (seconds === null || attempt === MOST_ATTEMPTS) return response;
    await response.body?.cancel();
    await sleep(seconds * 1_000, signal);
  }
}

/** Reads how long to wait: seconds or a date; null where the request should not be made again. */
function toWaitSeconds({ status, headers }: Response): number | null {
  const value = headers.get('retry-after');
  if ((status !== 429 && status !== 503) || value === null) return null;
  if (headers.get('x-should-retry') === 'false') return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MOST_WAIT_SECONDS) : null;
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const waiting = new Scope();
  try {
    await orAbort(waiting.sleep(ms), signal);
  } finally {
    waiting.dispose();
  }
}
