import { Scope } from './scope.ts';

/** As long as a download of a model waits for its server. */
const SILENCE_MS = 30_000;

/**
 * For the beginning of an answer. A browser opens six connections to a host of HTTP/1.1, and what is asked for while
 * downloads hold them all waits for one, unsent.
 */
const ANSWER_MS = 300_000;

/**
 * Fetches as `fetch` does, and fails where an answer has not begun after five minutes, or the server is silent for half a
 * minute within it: a line that is gone without a word would be waited for until the page is closed. The body must be
 * read as it comes.
 */
export const fetchUnlessSilent: typeof fetch = async (input, init) => {
  const scope = new Scope();
  const silence = new AbortController();
  let stop = (): void => undefined;
  const restart = (limitMs: number): void => {
    stop();
    stop = scope.timeout(() => silence.abort(new Error('The server fell silent.')), limitMs);
  };
  const signals = [silence.signal, ...(init?.signal ? [init.signal] : [])];
  try {
    restart(ANSWER_MS);
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    if (response.body === null) {
      scope.dispose();
      return response;
    }
    restart(SILENCE_MS);
    const watch = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        restart(SILENCE_MS);
        controller.enqueue(chunk);
      },
      flush: () => scope.dispose(),
    });
    return new Response(response.body.pipeThrough(watch), response);
  } catch (error) {
    scope.dispose();
    throw error;
  }
};
