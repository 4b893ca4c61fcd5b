const exposed = [
  'X-Request-ID',
  'X-Sample-Rate',
  'X-Channels',
  'X-Bit-Depth',
  'X-Kokoro-Voice',
  'X-Kokoro-Language',
  'X-Sotto-Engine',
  'X-Sotto-Warnings',
  'X-Download-Path',
  'X-Timing-Path',
  'X-Sotto-Unclear-Seconds',
].join(', ');

/** Creates an id that the official SDKs show in their errors: `req_` and 32 hexadecimal digits. */
export function createRequestId(): string {
  return `req_${crypto.randomUUID().replaceAll('-', '')}`;
}

/** Adds the headers that every answer carries. */
export function addCommonHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  headers.set('x-request-id', requestId);
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', exposed);
  // A page under COEP: require-corp may then use the answer of a foreign host's URL.
  headers.set('cross-origin-resource-policy', 'cross-origin');
  headers.set('cache-control', 'no-store');
  return response;
}
