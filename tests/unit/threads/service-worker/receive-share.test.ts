import { describe, expect, it } from 'vitest';
import { parseShareLink } from '../../../../src/page/share-link.ts';
import { isShare, receiveShare } from '../../../../src/threads/service-worker/receive-share.ts';

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
