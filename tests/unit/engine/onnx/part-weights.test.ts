import { describe, expect, it } from 'vitest';
import { partWeights, WEIGHTS_FILE } from '../../../../src/engine/onnx/part-weights.ts';
import { encodeModel } from '../../../../tools/onnx/encode-model.ts';
import type { Model } from '../../../../tools/onnx/model.ts';
import { quantizeDynamic } from '../../../../tools/onnx/quantize-dynamic.ts';
import { toHalf } from '../../../../tools/onnx/to-half.ts';
import { createShapeGraph } from '../../../../tools/shape-model/create-shape-graph.ts';
import { createSession } from '../../tools/ort-session.ts';
import { createFeeds } from './shape-model.ts';

const graph = createShapeGraph({ width: 'small', noise: 'fixed' });

async function run(
  model: Uint8Array,
  options: Parameters<typeof createSession>[1] = {},
): Promise<readonly Float32Array[]> {
  const session = await createSession(model, { logSeverityLevel: 3, ...options });
  const outputs = await session.run(createFeeds(9));
  const values = Object.values(outputs).map(({ data }) => Float32Array.from(data as Float32Array));
  await session.release();
  return values;
}

describe('a model without its weights', () => {
  it.each([
    ['single precision', (model: Model) => model],
    ['half floats', toHalf],
    ['a dynamic quantisation', quantizeDynamic],
  ])('computes the same with them beside it, in %s', async (_, convert) => {
    // What stands in front of the model's bytes in their buffer must not count.
    const bytes = encodeModel(convert(graph)).toBytes();
    const buffer = new Uint8Array(bytes.byteLength + 100);
    buffer.set(bytes, 100);
    const weights = buffer.subarray(100);
    const before = weights.slice();
    const parted = partWeights(weights);
    expect(parted.byteLength).toBeLessThan(bytes.byteLength / 2);
    expect(Buffer.compare(weights, before)).toBe(0);
    const actual = await run(parted, { externalData: [{ path: WEIGHTS_FILE, data: weights }] });
    expect(actual).toEqual(await run(bytes));
  });
});
