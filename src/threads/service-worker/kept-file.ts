/**
 * Whether an answer is the file of an address, whole. One that was redirected must not stand for the address, nor must the
 * page that hosts of single-page apps and captive portals answer with for whatever they lack.
 */
export function isFile({ url, response }: { readonly url: string; readonly response: Response }): boolean {
  const isWhole = response.status === 200 && response.type === 'basic' && !response.redirected;
  return isWhole && !isStrangePage(url, response);
}

/** Finds a file in a cache. A page that an earlier version kept in the place of a file counts as absent. */
export async function matchFile(cache: Cache, key: string): Promise<Response | undefined> {
  const kept = await cache.match(key, { ignoreVary: true });
  return kept === undefined || isStrangePage(key, kept) ? undefined : kept;
}

/** Answers with a file from the network, and keeps it under `key`, but for what is no such file. */
export async function fetchAndKeep(
  event: { readonly request: Request; waitUntil(work: Promise<unknown>): void },
  cache: Cache,
  key = event.request.url,
): Promise<Response> {
  const response = await fetch(event.request);
  if (isFile({ url: key, response })) {
    // A full disk must not keep the page from its file.
    event.waitUntil(cache.put(key, response.clone()).catch(() => undefined));
  }
  return response;
}

/** Whether an answer is a page, at an address that is none's. */
export function isStrangePage(url: string, { headers }: Response): boolean {
  const isPage = headers.get('content-type')?.toLowerCase().startsWith('text/html') ?? false;
  return isPage && !/(?:\/|\.html)$/u.test(new URL(url).pathname);
}
