import type { Handler, RequestContext } from './handle.ts';

/**
 * Turns the handler into a `fetch` that SDKs take: `new OpenAI({ fetch: toFetch(handler) })` speaks with no service
 * worker and no network. Requests to any host are answered.
 */
export function toFetch(
  handler: Handler,
  context?: RequestContext,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  return (input, init) => handler(new Request(input, init), context);
}
