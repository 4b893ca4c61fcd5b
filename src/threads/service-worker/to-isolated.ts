/**
 * Adds the headers that make a page cross-origin isolated, which gives it threads, for hosts that cannot send them:
 * https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated
 */
export function toIsolated(response: Response): Response {
  // An opaque answer cannot be rebuilt, and one that redirects must stay as it is.
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0)
    return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}
