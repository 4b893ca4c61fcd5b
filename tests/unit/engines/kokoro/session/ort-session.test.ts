import { describe, expect, it } from 'vitest';
import { createOrtSession } from '../../../../../src/engines/kokoro/session/ort-session.ts';
import { toFrameCounts } from '../../../../../src/engines/kokoro/session/to-frame-counts.ts';
import { buildToneModel } from '../../../../../tools/tone-model.ts';
import { decodeTones } from '../../../../fixtures/decode-tones.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

describe('an ONNX Runtime session', () => {
  it('runs a model of the signature, again and again', async () => {
    const model = new Blob([buildToneModel()]);
    const session = await createOrtSession({ model, device: 'wasm', threads: 1, ortUrl: ORT_URL }, signal);
    for (const tokenIds of [
      [0, 50, 83, 0],
      [0, 43, 44, 45, 46, 177, 0],
    ]) {
      const output = await session.run({ tokenIds, style: new Float32Array(256), speed: 1 });
      expect(output.durations).toEqual(Int32Array.from(tokenIds, () => 2));
      expect(output.samples.length).toBe(tokenIds.length * 2 * 600);
      expect(decodeTones(output.samples)).toEqual(tokenIds.slice(1, -1));
    }
    await session.release();
  });

  it('rejects what is no model', async () => {
    const model = new Blob([new Uint8Array([8, 8, 8])]);
    await expect(
      createOrtSession({ model, device: 'wasm', threads: 1, ortUrl: ORT_URL }, signal),
    ).rejects.toThrow();
  });
});

describe('frame counts', () => {
  it('are rounded half to even and are at least 1', () => {
    const durations = Float32Array.of(0, 0.4, 0.5, 1.5, 2.5, 3.5, 2.4999, 2.5001, 49.7);
    expect([...toFrameCounts(durations)]).toEqual([1, 1, 1, 2, 2, 4, 2, 3, 50]);
  });
});
