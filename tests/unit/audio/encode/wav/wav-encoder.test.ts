import { describe, expect, it } from 'vitest';
import { encode } from '../../../codecs/support/encode.ts';

const sound = [new Float32Array(600).fill(0.5)];

describe('createWavEncoder', () => {
  it('writes the header that OpenAI streams, with both sizes unknown', async () => {
    const file = await encode('wav', sound);
    expect(file.subarray(0, 44).toString('hex')).toBe(
      '52494646ffffffff57415645666d74201000000001000100c05d000080bb00000200100064617461ffffffff',
    );
    expect(file.length).toBe(44 + 1200);
  });

  it('writes exact sizes once all is known', async () => {
    const file = await encode('wav', sound, { layout: 'complete' });
    expect(file.readUInt32LE(4)).toBe(file.length - 8);
    expect(file.readUInt32LE(40)).toBe(1200);
    expect(file.readInt16LE(44)).toBe(16_384);
  });
});
