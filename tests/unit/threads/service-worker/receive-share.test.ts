import { afterEach, describe, expect, it, vi } from 'vitest';
import { forgetOffer, readOffer } from '../../../../src/page/kept-share.ts';
import { parseShareLink } from '../../../../src/page/share-link.ts';
import { isShare, receiveShare } from '../../../../src/threads/service-worker/receive-share.ts';
import { createFakeCaches } from '../../../fixtures/fake-cache.ts';

const baseUrl = 'https://example.org/sotto/';

async function share(parts: Readonly<Record<string, string | File>>): Promise<string> {
  const body = new FormData();
  for (const [name, value] of Object.entries(parts)) body.append(name, value);
  const request = new Request(`${baseUrl}share`, { method: 'POST', body });
  expect(isShare(request, baseUrl)).toBe(true);
  const response = await receiveShare(request, baseUrl);
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('receiveShare', () => {
  it('leads to the page, with what was shared in the fragment', async () => {
    const link = await share({ title: 'A page', text: 'Its words.', url: 'https://example.com/' });
    expect(link.startsWith(`${baseUrl}#`)).toBe(true);
    await expect(parseShareLink(link)).resolves.toEqual({
      text: 'A page\n\nIts words.\n\nhttps://example.com/',
    });
  });

  it('says once what the sharing app says twice', async () => {
    await expect(parseShareLink(await share({ title: 'Same', text: 'Same' }))).resolves.toEqual({
      text: 'Same',
    });
  });

  it('reads files rather than their names', async () => {
    const link = await share({ title: 'notes.txt', file: new File(['From a file.'], 'notes.txt') });
    await expect(parseShareLink(link)).resolves.toEqual({ text: 'From a file.' });
  });

  it('says how a file is written', async () => {
    const link = await share({ file: new File(['<p>From a page.</p>'], 'page.html', { type: 'text/html' }) });
    await expect(parseShareLink(link)).resolves.toEqual({
      text: '<p>From a page.</p>',
      reading: { inputFormat: 'html' },
    });
  });

  it('keeps a book, which is more than a link holds, until its offer is answered', async () => {
    vi.stubGlobal('caches', createFakeCaches());
    const text = `# A book\n\n${'Words of it. '.repeat(30_000)}The end.`;
    const link = await share({ file: new File([text], 'book.md', { type: 'text/markdown' }) });
    expect(link.length).toBeLessThan(100);
    const shared = { text, reading: { inputFormat: 'markdown' } };
    await expect(readOffer(link)).resolves.toEqual(shared);
    // A reload offers it again.
    await expect(readOffer(link)).resolves.toEqual(shared);
    await forgetOffer();
    await expect(readOffer(link)).resolves.toBeNull();
  });

  it('opens the page where nothing came', async () => {
    expect(await share({ title: '' })).toBe(baseUrl);
    const broken = new Request(`${baseUrl}share`, { method: 'POST', body: 'not a form' });
    expect((await receiveShare(broken, baseUrl)).headers.get('location')).toBe(baseUrl);
  });

  it('takes nothing else for a share', () => {
    expect(isShare(new Request(`${baseUrl}share`), baseUrl)).toBe(false);
    expect(isShare(new Request(`${baseUrl}v1/audio/speech`, { method: 'POST' }), baseUrl)).toBe(false);
  });
});
