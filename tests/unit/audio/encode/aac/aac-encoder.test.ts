import { describe, expect, it } from 'vitest';
import { encode, encodeParts } from '../../../codecs/support/encode.ts';
import { createSpeechLike } from '../../../codecs/support/speech-like.ts';

const sound = createSpeechLike(50_000);

function countFrames(bytes: Uint8Array): number {
  let count = 0;
  for (let start = 0; start < bytes.length; count += 1) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes.subarray(start);
    expect([a, b, c, d & 0xfc]).toEqual([0xff, 0xf1, 0x58, 0x40]);
    start += ((d & 3) << 11) | (e << 3) | (f >> 5);
    expect(start).toBeLessThanOrEqual(bytes.length);
  }
  return count;
}

describe('createAacEncoder', () => {
  it('makes frames whose headers tell their lengths, enough for the sound and its delay', async () => {
    expect(countFrames(await encode('aac', [sound]))).toBe(Math.ceil(sound.length / 1024) + 1);
  });

  it('hands out whole frames only', async () => {
    const parts = await encodeParts('aac', [sound]);
    expect(parts.map(countFrames).every((count) => count > 0)).toBe(true);
  });
});
