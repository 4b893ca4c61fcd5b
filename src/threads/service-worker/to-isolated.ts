/**
 * Adds what hosts of plain files do not send: the headers that make a page cross-origin isolated, which gives it threads
 * (https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated), and the content security policy, which a
 * worker takes from its own script's headers alone; none where `policy` is left out. A policy that the host sent stays.
 */
export function toIsolated(response: Response, policy?: string): Response {
  // An opaque answer cannot be rebuilt, and one that redirects must stay as it is.
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0)
    return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (policy !== undefined && !headers.has('Content-Security-Policy'))
    headers.set('Content-Security-Policy', policy);
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}
