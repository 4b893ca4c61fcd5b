import { Scope } from './scope.ts';

/** As long as a download of a model waits for its server. */
const SILENCE_MS = 30_000;

/**
 * Fetches as `fetch` does, and fails where the server is silent for half a minute, before its answer or within the body:
 * a line that is gone without a word would be waited for until the page is closed. The body must be read as it comes.
 */
export const fetchUnlessSilent: typeof fetch = async (input, init) => {
  const scope = new Scope();
  const silence = new AbortController();
  let stop = (): void => undefined;
  const restart = (): void => {
    stop();
    stop = scope.timeout(() => silence.abort(new Error('The server fell silent.')), SILENCE_MS);
  };
  const signals = [silence.signal, ...(init?.signal ? [init.signal] : [])];
  try {
    restart();
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    if (response.body === null) {
      scope.dispose();
      return response;
    }
    const watch = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        restart();
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
