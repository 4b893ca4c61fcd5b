import { expect, it } from 'vitest';
import { fromMemory, fromSlices } from '../../../../src/compute/file-bytes.ts';
import { isModel } from '../../../../src/compute/onnx/scan-fields.ts';
import { buildToneModel } from '../../../../tools/tone-model.ts';

const model = buildToneModel();

it('knows a model, also behind fields of other programs', () => {
  expect(isModel(fromMemory(model))).toBe(true);
  // Field 20, a varint.
  const prefix = [160, 1, 5];
  expect(isModel(fromMemory(Uint8Array.from([...prefix, ...model])))).toBe(true);
});

it('knows what is none: other bytes, a part of a model, nothing', () => {
  const others = ['sotto'.repeat(1_000), '', '\0'.repeat(1_000), '<!doctype html><title>404</title>'];
  for (const text of others) expect(isModel(fromMemory(new TextEncoder().encode(text)))).toBe(false);
  expect(isModel(fromMemory(model.subarray(0, model.byteLength / 2)))).toBe(false);
});

it('reads a few bytes of a large file, whatever is in it', () => {
  for (const byte of [0, 8, 115, 255]) {
    let readBytes = 0;
    const slice = (start: number, end: number): ArrayBuffer => {
      readBytes += end - start;
      return new Uint8Array(end - start).fill(byte).buffer;
    };
    const file = fromSlices(326 * 2 ** 20, { slice });
    expect(isModel(file)).toBe(false);
    expect(readBytes).toBeLessThan(64 * 1024);
  }
});
