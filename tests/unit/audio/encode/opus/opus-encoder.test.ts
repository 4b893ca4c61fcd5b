import { describe, expect, it } from 'vitest';
import { cutEvenly, encode, encodeParts } from '../../../codecs/support/encode.ts';
import { isInstalled, runOnFile } from '../../../codecs/support/programs.ts';
import { createSpeechLike } from '../../../codecs/support/speech-like.ts';

const sound = createSpeechLike(3 * 24_000 + 17);

interface Page {
  readonly flags: number;
  readonly granule: number;
  readonly serial: number;
  readonly sequence: number;
  readonly body: Buffer;
}

function toPages(file: Buffer): Page[] {
  const pages: Page[] = [];
  for (let start = 0; start < file.length;) {
    expect(file.toString('latin1', start, start + 4)).toBe('OggS');
    const segments = file[start + 26]!;
    const bodyStart = start + 27 + segments;
    const bodyBytes = file.subarray(start + 27, bodyStart).reduce((total, length) => total + length, 0);
    pages.push({
      flags: file[start + 5]!,
      granule: Number(file.readBigUInt64LE(start + 6)),
      serial: file.readUInt32LE(start + 14),
      sequence: file.readUInt32LE(start + 18),
      body: file.subarray(bodyStart, bodyStart + bodyBytes),
    });
    start = bodyStart + bodyBytes;
  }
  return pages;
}

describe('createOpusEncoder', () => {
  for (const chunkCount of [1, 2, 10]) {
    it(`numbers its pages, begins once and ends once: ${chunkCount} chunk(s)`, async () => {
      const pages = toPages(await encode('opus', cutEvenly(sound, chunkCount)));
      expect(pages.map((page) => page.sequence)).toEqual(pages.map((_page, index) => index));
      expect(pages.map((page) => page.flags)).toEqual([2, ...pages.slice(2).map(() => 0), 4]);
      expect(new Set(pages.map((page) => page.serial)).size).toBe(1);
    });
  }

  it('tells the input rate, the pre-skip and the exact end at 48 kHz', async () => {
    const pages = toPages(await encode('opus', [sound]));
    const head = pages[0]!.body;
    expect(head.toString('latin1', 0, 8)).toBe('OpusHead');
    expect([head[8], head[9], head.readUInt16LE(10), head.readUInt32LE(12)]).toEqual([1, 1, 312, 24_000]);
    expect(pages[1]!.body.toString('latin1', 0, 8)).toBe('OpusTags');
    expect(pages.at(-1).granule).toBe(312 + 2 * sound.length);
  });

  it('streams a page for every 0.2 s', async () => {
    const pages = toPages(await encode('opus', [sound])).slice(2);
    const lengths = pages.map((page, index) => page.granule - (pages[index - 1]?.granule ?? 0));
    expect(lengths.slice(0, -1).every((length) => length === 9600)).toBe(true);
    expect(lengths.at(-1)).toBeLessThanOrEqual(9600);
  });

  it('hands out whole pages only', async () => {
    for (const part of await encodeParts('opus', cutEvenly(sound, 10))) toPages(Buffer.from(part));
  });

  it('gives every stream a serial number of its own, so that streams can be joined', async () => {
    const files = [await encode('opus', [sound]), await encode('opus', [sound])];
    expect(toPages(files[0]!)[0]!.serial).not.toBe(toPages(files[1]!)[0]!.serial);
  });

  it.skipIf(!isInstalled('opusinfo'))('satisfies opusinfo', async () => {
    for (const layout of ['streamed', 'complete'] as const) {
      const { status, output, complaints } = runOnFile(
        'opusinfo',
        ['{}'],
        await encode('opus', [sound], { layout }),
      );
      expect(`${output.toString()}${complaints}`).not.toMatch(/warning|error|invalid|hole|missing/i);
      expect(output.toString()).toMatch(/Pre-skip: 312/);
      expect(output.toString()).toMatch(/Playback length: 0m:03\.000s/);
      expect(status).toBe(0);
    }
  });
});
