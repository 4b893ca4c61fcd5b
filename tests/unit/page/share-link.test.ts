import { describe, expect, test } from 'vitest';
import { parseShareLink, toShareLink, type SharedText } from '../../../src/page/share-link.ts';

const page = 'https://example.org/sotto/?x=1#old';
const shared = { text: 'Ça va ? 日本語 🙂\n“Bien.”', voice: 'af_bella(2)+af_heart(1)', speed: 1.25 };

async function writeLink(text: SharedText): Promise<string> {
  const link = await toShareLink(page, text);
  expect(link).not.toBeNull();
  return link ?? '';
}

describe('share links', () => {
  test('hold text and settings in the fragment alone, and give them back', async () => {
    const link = await writeLink(shared);
    expect(link.startsWith('https://example.org/sotto/?x=1#sotto1-')).toBe(true);
    expect(new URL(link).hash).toMatch(/^#[\w-]+$/);
    await expect(parseShareLink(link)).resolves.toEqual(shared);
  });

  test('are packed where that pays', async () => {
    const long = { ...shared, text: 'All work and no play makes Jack a dull boy. '.repeat(200) };
    const link = await writeLink(long);
    expect(link.length).toBeLessThan(1000);
    await expect(parseShareLink(link)).resolves.toEqual(long);
    const short = await writeLink({ text: 'x', voice: 'af_heart', speed: 1 });
    expect(short).toContain('#sotto1-r');
  });

  test.each([
    ['no fragment', 'https://example.org/'],
    ['another fragment', 'https://example.org/#chapter'],
  ])('offer nothing with %s', async (_, link) => {
    await expect(parseShareLink(link)).resolves.toBeNull();
  });

  test.each([
    ['nothing behind the mark', 'https://example.org/#sotto1-'],
    ['an unknown packing', 'https://example.org/#sotto1-xAAAA'],
    ['letters that are not base64', 'https://example.org/#sotto1-r%7B%7D'],
    ['bytes that are not packed', 'https://example.org/#sotto1-zAAAA'],
    ['bytes that are not JSON', 'https://example.org/#sotto1-rAAAA'],
  ])('are damaged with %s', async (_, link) => {
    await expect(parseShareLink(link)).resolves.toBe('damaged');
  });

  test('are damaged when they were cut off', async () => {
    const link = await writeLink({ ...shared, text: 'A long text. '.repeat(50) });
    await expect(parseShareLink(link.slice(0, -10))).resolves.toBe('damaged');
  });

  test.each([[null], [[]], ['text'], [{}], [{ t: 4 }], [{ t: '  ' }], [{ t: 'x'.repeat(200_001) }]])(
    'are damaged with what is no text: %j',
    async (value) => {
      const link = `https://example.org/#sotto1-r${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
      await expect(parseShareLink(link)).resolves.toBe('damaged');
    },
  );

  test('say how the text is read, and nothing else of the settings', async () => {
    const reading = { hasTags: true, calmness: 2, castVoices: { Ann: 'bf_emma' } };
    const link = await writeLink({ ...shared, reading });
    await expect(parseShareLink(link)).resolves.toEqual({ ...shared, reading });
    const value = { t: 'Hello', r: { calmness: 9, castMode: 'names', foreignModels: true, threads: 3 } };
    const odd = `https://example.org/#sotto1-r${Buffer.from(JSON.stringify(value)).toString('base64url')}`;
    await expect(parseShareLink(odd)).resolves.toEqual({ text: 'Hello', reading: { castMode: 'names' } });
  });

  test('are not written for more than they may hold', async () => {
    await expect(toShareLink(page, { text: 'x'.repeat(200_001) })).resolves.toBeNull();
    const voice = `af_heart(${'1'.repeat(2_000_000)}`;
    await expect(toShareLink(page, { text: 'Hello.', voice })).resolves.toBeNull();
    const link = await writeLink({ text: 'x'.repeat(200_000) });
    await expect(parseShareLink(link)).resolves.toEqual({ text: 'x'.repeat(200_000) });
  });

  test('need no settings', async () => {
    const link = await writeLink({ text: 'Only words.' });
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
    await expect(parseShareLink(link)).resolves.toBe('damaged');
  });
});
