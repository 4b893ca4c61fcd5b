import { describe, expect, it } from 'vitest';
import { parseMpegFrame, toLayer3KiloBitRate } from '../../../../../src/audio/encode/mp3/mp3-encoder.ts';
import { encode } from '../../../codecs/support/encode.ts';
import { decode, isInstalled } from '../../../codecs/support/programs.ts';
import { createSpeechLike } from '../../../codecs/support/speech-like.ts';

const sound = createSpeechLike(36_000);
const TAG = 13;

function toFrames(file: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let start = 0; start < file.length;) {
    const { byteCount } = parseMpegFrame(file, start);
    frames.push(file.subarray(start, start + byteCount));
    start += byteCount;
  }
  return frames;
}

describe('createMp3Encoder', () => {
  it('streams whole frames of constant size and no tag', async () => {
    const file = await encode('mp3', [sound]);
    const frames = toFrames(file);
    expect(new Set(frames.map((frame) => frame.length))).toEqual(new Set([288]));
    expect(file.includes('Info')).toBe(false);
    expect(file.includes('ID3')).toBe(false);
  });

  it('begins a complete file with an Info frame that tells its true length', async () => {
    const file = await encode('mp3', [sound], { layout: 'complete' });
    const frames = toFrames(file);
    expect(file.toString('latin1', TAG, TAG + 4)).toBe('Info');
    const frameCount = file.readUInt32BE(TAG + 8);
    expect(frameCount).toBe(frames.length - 1);
    expect(file.readUInt32BE(TAG + 12)).toBe(file.length);
    const trim = file.readUIntBE(TAG + 120 + 21, 3);
    expect(frameCount * 576 - (trim >> 12) - (trim & 0xfff)).toBe(sound.length);
    expect(Buffer.concat(frames.slice(1)).equals(await encode('mp3', [sound]))).toBe(true);
  });

  it.skipIf(!isInstalled('ffmpeg'))('tells it at every bit rate', async () => {
    for (const kiloBits of [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]) {
      const file = await encode('mp3', [sound], { layout: 'complete', bitRate: kiloBits * 1000 });
      expect(decode(file).length, `${kiloBits} kbit/s`).toBe(sound.length);
    }
  });

  it('takes the nearest bit rate that the format has', () => {
    expect([1, 8000, 61_000, 96_000, 100_000, 999_000].map(toLayer3KiloBitRate)).toEqual([
      8, 8, 64, 96, 96, 160,
    ]);
  });
});
