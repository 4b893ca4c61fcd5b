import type { AudioFormat, EncodeOptions } from '../../../../../src/contract/codec.ts';
import { describe, expect, it } from 'vitest';
import { toInt16 } from '../../../../../src/audio/pcm.ts';
import { isFullRun } from '../../../../fixtures/full-run.ts';
import { worstCorrelation } from '../../../codecs/support/correlation.ts';
import { cut, cutEvenly, encode, encodeParts } from '../../../codecs/support/encode.ts';
import { decode, isInstalled, runOnFile } from '../../../codecs/support/programs.ts';
import { createSpeechLike } from '../../../codecs/support/speech-like.ts';

/** Not a multiple of any format's frame. */
const sound = createSpeechLike(6 * 24_000 + 123);

/** A tenth of a second: a click or a gap at a join spoils the stretch that it lies in. */
const WINDOW = 2400;

interface Expectation {
  readonly format: AudioFormat;
  readonly layout: EncodeOptions['layout'];
  /** Samples that decoders put before the sound. */
  readonly delay: number;
  /** Whether the file tells where the sound ends; otherwise it ends on a whole frame of `frame` samples. */
  readonly frame: number;
}

const lossy: readonly Expectation[] = [
  { format: 'mp3', layout: 'streamed', delay: 1105, frame: 576 },
  { format: 'mp3', layout: 'complete', delay: 0, frame: 1 },
  { format: 'opus', layout: 'streamed', delay: 0, frame: 1 },
  { format: 'opus', layout: 'complete', delay: 0, frame: 1 },
  { format: 'aac', layout: 'streamed', delay: 1024, frame: 1024 },
  { format: 'aac', layout: 'complete', delay: 1024, frame: 1024 },
];

const lossless: readonly Pick<Expectation, 'format' | 'layout'>[] = [
  { format: 'flac', layout: 'streamed' },
  { format: 'flac', layout: 'complete' },
  { format: 'wav', layout: 'streamed' },
  { format: 'wav', layout: 'complete' },
];

/** FFmpeg says this of a WAV that ends before the 4 GB which its header announces. */
const endsEarly = ['Packet corrupt', 'corrupt input packet'];

describe.skipIf(!isInstalled('ffmpeg'))('what FFmpeg hears', () => {
  for (const { format, layout, delay, frame } of lossy) {
    for (const chunkCount of isFullRun ? [1, 2, 10] : [10]) {
      it(`is the sound that went in: ${format}, ${layout}, ${chunkCount} chunk(s)`, async () => {
        const decoded = decode(await encode(format, cutEvenly(sound, chunkCount), { layout }));
        const heard = decoded.subarray(delay);
        expect(heard.length).toBeGreaterThanOrEqual(sound.length);
        // A codec of whole frames may need one more for its own overlap, never two.
        expect(heard.length - sound.length).toBeLessThan(frame === 1 ? 1 : 2 * frame);
        expect(decoded.length % frame).toBe(0);
        expect(worstCorrelation(sound, heard, WINDOW)).toBeGreaterThan(0.99);
      });
    }
  }

  for (const { format, layout } of lossless) {
    for (const chunkCount of isFullRun ? [1, 2, 10] : [10]) {
      it(`is bit for bit what went in: ${format}, ${layout}, ${chunkCount} chunk(s)`, async () => {
        const file = await encode(format, cutEvenly(sound, chunkCount), { layout });
        const heard = toInt16(decode(file, layout === 'streamed' ? endsEarly : []));
        expect(Buffer.from(heard.buffer).equals(Buffer.from(toInt16(sound).buffer))).toBe(true);
      });
    }
  }

  for (const sampleCount of [200, 600]) {
    it(`is right also where there is next to nothing: ${sampleCount} sample(s)`, async () => {
      for (const format of ['mp3', 'opus', 'aac', 'flac', 'wav'] as const) {
        const file = await encode(format, [sound.slice(0, sampleCount)], { layout: 'complete' });
        const heard = decode(file, ['detected only with low score', 'Cannot check for SPDIF']);
        expect(heard.length, format).toBe(format === 'aac' ? 2 * 1024 : sampleCount);
      }
    });
  }
});

describe.skipIf(!isInstalled('flac'))('what flac itself says', () => {
  it('is that the MD5 of a complete file is right', async () => {
    const file = await encode('flac', cutEvenly(sound, 2), { layout: 'complete' });
    const { status, complaints } = runOnFile('flac', ['--test', '--silent', '{}'], file);
    expect(complaints).toBe('');
    expect(status).toBe(0);
  });

  it('is that a streamed file is sound, though it cannot have an MD5', async () => {
    const file = await encode('flac', cutEvenly(sound, 2));
    const { status, complaints } = runOnFile('flac', ['--test', '--silent', '{}'], file);
    expect(complaints).toMatch(/cannot check MD5 signature since it was unset/);
    expect(status).toBe(0);
  });
});

describe('the bytes', () => {
  const formats = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm', 'raw'] as const;

  for (const format of formats) {
    it(`are the same however the sound was cut: ${format}`, async () => {
      const odd = cut(sound, 1, 7, 0, 599, 24_000, 1, 0, 50_000);
      const whole = await encode(format, [sound]);
      expect(withoutSerial(await encode(format, odd)).equals(withoutSerial(whole))).toBe(true);
    });

    it(`are handed out before the sound is complete, in arrays of their own: ${format}`, async () => {
      const parts = await encodeParts(format, [sound]);
      expect(parts.length).toBeGreaterThan(5);
      for (const part of parts) {
        expect(part.length).toBeGreaterThan(0);
        expect(part.buffer.byteLength).toBe(part.length);
      }
    });

    it(`stand for silence where a sample is not a number, and are clipped beyond full scale: ${format}`, async () => {
      const wild = Float32Array.of(Number.NaN, Infinity, -Infinity, 3, -3, ...sound.subarray(0, 3000));
      const tame = Float32Array.of(0, 1, -1, 1, -1, ...sound.subarray(0, 3000));
      expect(
        withoutSerial(await encode(format, [wild])).equals(withoutSerial(await encode(format, [tame]))),
      ).toBe(true);
    });
  }

  it('begin as the contract says', async () => {
    const beginning = async (format: AudioFormat, options: Partial<EncodeOptions> = {}): Promise<string> =>
      (await encode(format, [sound], options)).subarray(0, 14).toString('hex');
    expect(await beginning('mp3')).toMatch(/^fff3a4/);
    expect(await beginning('mp3', { layout: 'complete' })).toMatch(/^fff3a4/);
    expect(await beginning('opus')).toBe('4f67675300020000000000000000');
    expect(await beginning('aac')).toMatch(/^fff15840/);
    expect(await beginning('flac')).toMatch(/^664c6143/);
  });

  it('are bare samples in pcm and raw, an even number in each part', async () => {
    for (const format of ['pcm', 'raw'] as const) {
      const parts = await encodeParts(format, cut(sound, 1, 7, 599));
      expect(parts.every((part) => part.length % 2 === 0)).toBe(true);
      expect(Buffer.concat(parts).equals(Buffer.from(toInt16(sound).buffer))).toBe(true);
    }
  });

  it('obey the bit rate', async () => {
    const bitsASecond = async (format: AudioFormat, bitRate: number): Promise<number> =>
      ((await encode(format, [sound], { bitRate })).length * 8) / (sound.length / 24_000);
    for (const bitRate of [8000, 32_000, 160_000]) {
      expect((await bitsASecond('mp3', bitRate)) / bitRate).toBeCloseTo(1, 1);
    }
    expect(await bitsASecond('opus', 24_000)).toBeLessThan(30_000);
    expect(await bitsASecond('aac', 96_000)).toBeGreaterThan(await bitsASecond('aac', 32_000));
  });
});

/** Ogg streams differ by design in their serial number, and so in the checksum of every page. */
function withoutSerial(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  if (!copy.subarray(0, 4).equals(Buffer.from('OggS'))) return copy;
  for (let start = 0; start < copy.length;) {
    copy.fill(0, start + 14, start + 18);
    copy.fill(0, start + 22, start + 26);
    const segments = copy[start + 26]!;
    const body = copy
      .subarray(start + 27, start + 27 + segments)
      .reduce((total, length) => total + length, 0);
    start += 27 + segments + body;
  }
  return copy;
}
