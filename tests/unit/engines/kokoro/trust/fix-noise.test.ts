import { describe, expect, it } from 'vitest';
import { createOrtSession } from '../../../../../src/engines/kokoro/session/ort-session.ts';
import { fixNoise } from '../../../../../src/engines/kokoro/trust/fix-noise.ts';
import { buildToneModel } from '../../../../../tools/tone-model.ts';
import { createNamelessShapeModel, createShapeModel } from '../../../../fixtures/shape-variants.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

async function render(model: Uint8Array<ArrayBuffer>, runCount: number): Promise<Float32Array[]> {
  const options = { model: new Blob([model]), device: 'wasm', threads: 1, ortUrl: ORT_URL } as const;
  const session = await createOrtSession(options, signal);
  const input = {
    tokenIds: [0, 50, 83, 54, 156, 57, 135, 4, 0],
    style: new Float32Array(256).fill(0.1),
    speed: 1,
  };
  const sounds: Float32Array[] = [];
  for (let run = 0; run < runCount; run += 1) sounds.push((await session.run(input)).samples);
  await session.release();
  return sounds;
}

describe('fixed noise', () => {
  it(
    'is the same in the same run of every session, and another in each run of one',
    { timeout: 180_000 },
    async () => {
      const model = createShapeModel();
      const size = model.byteLength;
      expect(fixNoise(model)).toBe(true);
      expect(model.byteLength).toBe(size);
      const first = await render(new Uint8Array(model), 2);
      const second = await render(new Uint8Array(model), 2);
      expect(second).toEqual(first);
      expect(first[0]).not.toEqual(first[1]);
    },
  );

  it('is not what another session of the same model has without it', { timeout: 180_000 }, async () => {
    const fixed = createShapeModel();
    fixNoise(fixed);
    expect(await render(fixed, 1)).not.toEqual(await render(createShapeModel(), 1));
  });

  it('needs the room of a name', () => {
    const model = createNamelessShapeModel();
    const before = new Uint8Array(model);
    expect(fixNoise(model)).toBe(false);
    expect(Buffer.compare(model, before)).toBe(0);
  });

  it('leaves a model without noise as it is', () => {
    const model = buildToneModel();
    expect(fixNoise(model)).toBe(true);
    expect(model).toEqual(buildToneModel());
  });
});
