import { describe, expect, it } from 'vitest';
import { fromMemory } from '../../../../src/compute/file-bytes.ts';
import { encodeTensor } from '../../../../src/compute/onnx/encode-node.ts';
import { ProtobufReader } from '../../../../src/compute/onnx/protobuf-reader.ts';
import { readTensor } from '../../../../src/compute/onnx/read-tensor.ts';
import { referToWeights } from '../../../../src/compute/onnx/refer-to-weights.ts';
import { encodeModel } from '../../../../tools/onnx/encode-model.ts';
import { createShapeGraph } from '../../../../tools/shape-model/create-shape-graph.ts';
import { createFeeds, runModel } from './shape-model.ts';

const encoded = encodeModel(createShapeGraph({ width: 'small', noise: 'fixed' })).toBytes();

describe('a model whose weights stay in its file', () => {
  it('computes the same with the file beside it', async () => {
    const model = referToWeights(fromMemory(encoded), 'file');
    expect(model.byteLength).toBeLessThan(encoded.byteLength / 2);
    const written = { model, weights: [{ path: 'file', data: encoded }] };
    expect(await runModel(written, createFeeds(9))).toEqual(await runModel(encoded, createFeeds(9)));
  });

  it('is refused where the file breaks off', () => {
    const broken = fromMemory(encoded.subarray(0, encoded.byteLength - 100));
    expect(() => referToWeights(broken, 'file')).toThrow(/longer than its message/);
  });
});

describe('a tensor that spells out where its elements are', () => {
  const tensor = { name: 'bias', dims: [2], elementType: 1, raw: new Uint8Array(8), values: [] };
  const read = (location: number) =>
    readTensor(new ProtobufReader(encodeTensor(tensor).int(14, location).toBytes()));

  it('is read where that is this file, and refused where it is another', () => {
    expect(read(0)).toEqual(tensor);
    expect(() => read(1)).toThrow(/kept in a way that is not read/);
  });
});
