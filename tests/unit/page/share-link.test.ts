import { describe, expect, test } from 'vitest';
import { parseShareLink, toShareLink } from '../../../src/page/share-link.ts';

const page = 'https://example.org/sotto/?x=1#old';
const shared = { text: 'Ça va ? 日本語 🙂\n“Bien.”', voice: 'af_bella(2)+af_heart(1)', speed: 1.25 };

describe('share links', () => {
  test('hold text and settings in the fragment alone, and give them back', async () => {
    const link = await toShareLink(page, shared);
    expect(link.startsWith('https://example.org/sotto/?x=1#sotto1-')).toBe(true);
    expect(new URL(link).hash).toMatch(/^#[\w-]+$/);
    await expect(parseShareLink(link)).resolves.toEqual(shared);
  });

  test('are packed where that pays', async () => {
    const long = { ...shared, text: 'All work and no play makes Jack a dull boy. '.repeat(200) };
    const link = await toShareLink(page, long);
    expect(link.length).toBeLessThan(1000);
    await expect(parseShareLink(link)).resolves.toEqual(long);
    const short = await toShareLink(page, { text: 'x', voice: 'af_heart', speed: 1 });
    expect(short).toContain('#sotto1-r');
  });

  test.each([
    ['no fragment', 'https://example.org/'],
    ['another fragment', 'https://example.org/#chapter'],
    ['nothing behind the mark', 'https://example.org/#sotto1-'],
    ['an unknown packing', 'https://example.org/#sotto1-xAAAA'],
    ['letters that are not base64', 'https://example.org/#sotto1-r%7B%7D'],
    ['bytes that are not packed', 'https://example.org/#sotto1-zAAAA'],
    ['bytes that are not JSON', 'https://example.org/#sotto1-rAAAA'],
  ])('offer nothing with %s', async (_, link) => {
    await expect(parseShareLink(link)).resolves.toBeNull();
  });

  test('offer nothing when they were cut off', async () => {
    const link = await toShareLink(page, { ...shared, text: 'A long text. '.repeat(50) });
    await expect(parseShareLink(link.slice(0, -10))).resolves.toBeNull();
  });

  test.each([[null], [[]], ['text'], [{}], [{ t: 4 }], [{ t: '  ' }], [{ t: 'x'.repeat(200_001) }]])(
    'offer nothing that is not a text: %j',
    async (value) => {
      const link = `https://example.org/#sotto1-r${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
      await expect(parseShareLink(link)).resolves.toBeNull();
    },
  );

  test('say how the text is read, and nothing else of the settings', async () => {
    const reading = { hasTags: true, calmness: 2, castVoices: { Ann: 'bf_emma' } };
    const link = await toShareLink(page, { ...shared, reading });
    await expect(parseShareLink(link)).resolves.toEqual({ ...shared, reading });
    const value = { t: 'Hello', r: { calmness: 9, castMode: 'names', foreignModels: true, threads: 3 } };
    const odd = `https://example.org/#sotto1-r${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
    await expect(parseShareLink(odd)).resolves.toEqual({ text: 'Hello', reading: { castMode: 'names' } });
  });

  test('need no settings', async () => {
    const link = await toShareLink(page, { text: 'Only words.' });
    await expect(parseShareLink(link)).resolves.toEqual({ text: 'Only words.' });
  });

  test('replace settings that make no sense', async () => {
    const value = { t: 'Hello', v: 'nobody', s: 99 };
    const link = `https://example.org/#sotto1-r${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
    await expect(parseShareLink(link)).resolves.toEqual({ text: 'Hello', voice: 'af_heart', speed: 1 });
  });

  test('do not unpack more than a text could be', async () => {
    const bomb = new Blob([new Uint8Array(50_000_000)]).stream();
    const packed = await new Response(bomb.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
    const link = `https://example.org/#sotto1-z${Buffer.from(packed).toString('base64url')}`;
    await expect(parseShareLink(link)).resolves.toBeNull();
  });
});
