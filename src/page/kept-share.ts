import { parseShareLink, toShareLink, toSharedText, type SharedText } from './share-link.ts';

const CACHE_NAME = 'sotto-shared';
/** The fragment of an address that offers the text which is kept. */
const FRAGMENT = '#sotto-shared';

/**
 * Writes the address of a page that offers a text which came to this device: in the address where it fits, else from
 * Cache Storage, where it lies until the offer is answered.
 */
export async function toOffer(pageUrl: string, shared: SharedText): Promise<string> {
  const link = await toShareLink(pageUrl, shared);
  if (link !== null) return link;
  const { text, reading } = shared;
  const cache = await caches.open(CACHE_NAME);
  await cache.put(pageUrl, Response.json({ t: text, r: reading }));
  return pageUrl + FRAGMENT;
}

/** Reads what an address offers; `damaged` where it cannot be read, null for any other, and once the offer is answered. */
export async function readOffer(url: string): Promise<SharedText | 'damaged' | null> {
  const [pageUrl = ''] = url.split('#', 1);
  if (url !== pageUrl + FRAGMENT) return parseShareLink(url);
  const kept = await caches.match(pageUrl, { cacheName: CACHE_NAME });
  return kept === undefined ? null : (toSharedText(await kept.json()) ?? 'damaged');
}

/** Forgets the text that is kept, once its offer is answered. */
export async function forgetOffer(): Promise<void> {
  await caches.delete(CACHE_NAME);
}
