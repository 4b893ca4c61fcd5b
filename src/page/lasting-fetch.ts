import { RunningHash } from '../std/running-hash.ts';
import { toReadableStream } from '../wire/http-port.ts';
import { RESUME_HEADER, writeResumePlace } from '../wire/resume-header.ts';

/** So many times in a row a body may break without one more byte. */
const MOST_BREAKS = 2;

/**
 * Creates a `fetch` whose answers outlive the service worker: a browser may stop that in the middle of a body, and starts
 * it again for the next request, which asks for the rest. Others than the API's requests go out as they are.
 */
export function createLastingFetch(
  speechFetch: typeof fetch,
  isOwn: (url: string, method: string) => boolean,
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (!isOwn(request.url, request.method)) return speechFetch(request);
    // The body of a request can be read once.
    const kept = request.clone();
    const response = await speechFetch(request);
    if (!response.ok || response.body === null || !response.headers.has('x-request-id')) return response;
    return toLasting(response, (place) => {
      const again = kept.clone();
      again.headers.set(RESUME_HEADER, place);
      return speechFetch(again);
    });
  };
}

type Chunks = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

function toLasting(response: Response, ask: (place: string) => Promise<Response>): Response {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const delivered = new RunningHash();
  let reader = response.body?.getReader() as Chunks;
  let breakCount = 0;
  const readOnce = async (): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>> => {
    const step = await reader.read();
    if (step.value !== undefined) {
      delivered.add(step.value);
      breakCount = 0;
    }
    return step;
  };
  const goOn = async (error: unknown): Promise<void> => {
    // A body that broke with its service worker ends with a network error; all other errors are for the caller.
    breakCount += 1;
    if (!(error instanceof TypeError) || breakCount > MOST_BREAKS) throw error;
    const { byteCount, digest: hash } = delivered;
    const next = await ask(writeResumePlace({ requestId, byteCount, hash }));
    if (next.status !== response.status || next.body === null) throw error;
    reader = next.body.getReader();
  };
  const body = toReadableStream<Uint8Array<ArrayBuffer>>({
    next: async () => {
      for (;;) {
        try {
          const { done, value } = await readOnce();
          return done ? { done, value: undefined } : { done, value };
        } catch (error) {
          await goOn(error);
        }
      }
    },
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  });
  const { status, statusText, headers, url } = response;
  // A response that is made by hand has no address of its own.
  return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url });
}
