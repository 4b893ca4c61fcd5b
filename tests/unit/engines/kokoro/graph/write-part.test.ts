import { beforeAll, describe, expect, it } from 'vitest';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { normalise } from '../../../../../src/compute/onnx/normalise/normalise.ts';
import { readModel } from '../../../../../src/compute/onnx/read-model.ts';
import { splitModel, type SplitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import { writePart } from '../../../../../src/engines/kokoro/graph/write-part.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import { createShapeGraph } from '../../../../../tools/shape-model/create-shape-graph.ts';
import { createFeeds, measureDifference, runModel, type Values } from '../../../compute/onnx/shape-model.ts';

const encoded = encodeModel(createShapeGraph({ width: 'small', noise: 'fixed' })).toBytes();
const outputs = ['waveform', 'durations'].map((name) => ({ value: name, name }));

/** What stands in front of the model's bytes in their buffer must not count. */
function moveBack(bytes: Uint8Array): Uint8Array {
  const buffer = new Uint8Array(bytes.byteLength + 100);
  buffer.set(bytes, 100);
  return buffer.subarray(100);
}

describe('a model that was written again', () => {
  let expected: Values;

  beforeAll(async () => {
    expected = await runModel(encoded, createFeeds(9));
  });

  it('computes the same with its weights beside it, and leaves the file alone', async () => {
    const bytes = moveBack(encoded);
    const before = bytes.slice();
    const written = writePart(readModel(fromMemory(bytes)), { outputs });
    expect(written.model.byteLength).toBeLessThan(bytes.byteLength / 2);
    expect(await runModel(written, createFeeds(9))).toEqual(expected);
    expect(Buffer.compare(bytes, before)).toBe(0);
  });

  it('computes the same from the canonical graph', async () => {
    const written = writePart(normalise(readModel(fromMemory(moveBack(encoded)))), { outputs });
    const actual = await runModel(written, createFeeds(9));
    expect(actual['durations']).toEqual(expected['durations']);
    expect(measureDifference(actual['waveform']!, expected['waveform']!)).toBeLessThan(1e-4);
  });

  it('leaves its weights where they lie in the file', () => {
    const split = splitModel(fromMemory(encoded)) as SplitModel;
    const { model, weights } = split.writeFront({ hasCurves: false });
    expect(weights.map(({ data }) => data.byteLength)).toEqual([encoded.byteLength, 0]);
    expect(weights[0]!.data).toBe(encoded);
    expect(model.byteLength).toBeLessThan(encoded.byteLength / 2);
  });

  it('has no value that its graph does not have', () => {
    expect(() =>
      writePart(readModel(fromMemory(encoded)), { outputs: [{ value: 'nothing', name: 'it' }] }),
    ).toThrow(/no value nothing/);
  });
});
