import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMd5 } from '../../../../../src/audio/encode/flac/md5.ts';
import { toInt16 } from '../../../../../src/audio/pcm.ts';
import { cut, encode } from '../../../codecs/support/encode.ts';
import { createSpeechLike } from '../../../codecs/support/speech-like.ts';

const sound = createSpeechLike(50_000);

/** STREAMINFO: sample rate in 20 bits, channels - 1 in 3, sample size - 1 in 5, total in 36, MD5 in 128. */
function parseStreamInfo(file: Buffer): {
  rate: number;
  channels: number;
  bits: number;
  total: number;
  md5: string;
} {
  const packed = file.readBigUInt64BE(18);
  return {
    rate: Number(packed >> 44n),
    channels: Number((packed >> 41n) & 7n) + 1,
    bits: Number((packed >> 36n) & 31n) + 1,
    total: Number(packed & 0xf_ffff_ffffn),
    md5: file.toString('hex', 26, 42),
  };
}

describe('createFlacEncoder', () => {
  it('fills the header of a complete file', async () => {
    const file = await encode('flac', cut(sound, 1, 999), { layout: 'complete' });
    const md5 = createHash('md5')
      .update(new Uint8Array(toInt16(sound).buffer))
      .digest('hex');
    expect(parseStreamInfo(file)).toEqual({ rate: 24_000, channels: 1, bits: 16, total: sound.length, md5 });
  });

  it('leaves open in a streamed file what only the end can tell, and is the same otherwise', async () => {
    const [streamed, complete] = [
      await encode('flac', [sound]),
      await encode('flac', [sound], { layout: 'complete' }),
    ];
    expect(parseStreamInfo(streamed)).toEqual({
      rate: 24_000,
      channels: 1,
      bits: 16,
      total: 0,
      md5: '0'.repeat(32),
    });
    expect(streamed.subarray(42).equals(complete.subarray(42))).toBe(true);
  });
});

describe('createMd5', () => {
  it('agrees with another implementation at every length around a block', () => {
    for (let length = 0; length <= 200; length += 1) {
      const bytes = Uint8Array.from({ length }, (_unused, index) => (index * 7 + length) & 0xff);
      const md5 = createMd5();
      md5.update(bytes.subarray(0, length >> 1));
      md5.update(bytes.subarray(length >> 1));
      expect(Buffer.from(md5.digest()).toString('hex')).toBe(createHash('md5').update(bytes).digest('hex'));
    }
  });
});
