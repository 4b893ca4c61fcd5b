import { joinBytes } from '../../../../src/std/join.ts';
import { fromMemory, fromSlices } from '../../../../src/compute/file-bytes.ts';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../../src/compute/onnx/float-tensor.ts';
import { OnnxFormatError } from '../../../../src/compute/onnx/onnx-graph.ts';
import { ProtobufWriter } from '../../../../src/compute/onnx/protobuf-writer.ts';
import { readModel } from '../../../../src/compute/onnx/read-model.ts';
import { encodeAppendedOutputs } from '../../../../tools/onnx/append-outputs.ts';
import { encodeModel } from '../../../../tools/onnx/encode-model.ts';
import { DATA_TYPES } from '../../../../tools/onnx/model.ts';
import { createShapeGraph } from '../../../../tools/shape-model/create-shape-graph.ts';

const written = createShapeGraph({ width: 'small', noise: 'random' });
const bytes = encodeModel(written).toBytes();

/** Slices that were read, in order. */
const slices: number[] = [];
const sliced = fromSlices(bytes.byteLength, {
  slice: (start, end) => {
    slices.push(end - start);
    return bytes.slice(start, end).buffer;
  },
});

describe.each([
  ['in memory', fromMemory(bytes)],
  ['in slices', sliced],
])('reading a model %s', (_, file) => {
  const model = readModel(file);

  it('finds every node as it was written, in order', () => {
    expect(model.opset).toBe(written.opset);
    expect(
      model.nodes.map(({ name, opType, inputs, outputs }) => ({ name, opType, inputs, outputs })),
    ).toEqual(written.nodes.map(({ name, opType, inputs, outputs }) => ({ name, opType, inputs, outputs })));
  });

  it('finds every attribute', () => {
    written.nodes.forEach((node, index) => {
      const read = model.nodes[index]!.attributes;
      expect([...read.keys()]).toEqual(Object.keys(node.attributes));
      for (const [name, attribute] of Object.entries(node.attributes)) {
        const value = read.get(name)!;
        if ('int' in attribute) expect(value.int).toBe(attribute.int);
        else if ('ints' in attribute) expect(value.ints).toEqual(attribute.ints);
        else if ('string' in attribute) expect(value.text).toBe(attribute.string);
        else if ('float' in attribute) expect(value.float).toBe(Math.fround(attribute.float));
        else expect.unreachable(`${node.name} has another attribute, ${name}`);
      }
    });
  });

  it('finds every weight', () => {
    expect([...model.initializers.keys()]).toEqual([...written.initializers.keys()]);
    for (const [name, tensor] of written.initializers) {
      const found = model.initializers.get(name)!;
      expect(found.elementType).toBe(DATA_TYPES[tensor.type]);
      expect(found.dims).toEqual(tensor.dims);
      expect(Buffer.compare(readBytes(found)!, tensor.data), name).toBe(0);
    }
  });

  it('finds inputs and outputs, also those that were appended', () => {
    const more = encodeAppendedOutputs([{ name: 'inner', type: 'float32', dims: [1] }]);
    const joined = readModel(fromMemory(joinBytes([bytes, more])));
    expect([...joined.inputs.keys()]).toEqual(['input_ids', 'style', 'speed']);
    expect(joined.outputs).toEqual(['waveform', 'durations', 'inner']);
    expect(joined.nodes).toHaveLength(model.nodes.length);
  });

  it('keeps what belongs to the model and not to its graph', () => {
    const header = readModel(fromMemory(joinBytes([...model.header, encodeModel(written).toBytes()]))).header;
    expect(header.length).toBe(2 * model.header.length);
    expect(model.header.length).toBeGreaterThan(1);
  });
});

it('leaves large weights in the file until they are asked for', () => {
  slices.length = 0;
  const { initializers } = readModel(sliced);
  const large = [...initializers.values()].filter(({ place }) => (place?.byteLength ?? 0) > 20_000);
  expect(large.length).toBeGreaterThan(10);
  expect(Math.max(...slices)).toBeLessThan(20_000);
  const [first] = large;
  expect(readBytes(first!)!.byteLength).toBe(first!.place!.byteLength);
  expect(slices.at(-1)).toBe(first!.place!.byteLength);
});

describe('reading what is no model', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
    ['zeros', new Uint8Array(1000)],
    ['a model that was cut off', bytes.subarray(0, bytes.byteLength - 1000)],
    ['a number without an end', new Uint8Array(64).fill(255)],
  ])('refuses %s', (_, content) => {
    expect(() => readModel(fromMemory(content))).toThrow(OnnxFormatError);
  });

  it('refuses weights that lie in another file', () => {
    const tensor = new ProtobufWriter().int(1, 4).int(2, 1).string(8, 'weight').int(14, 1);
    const model = new ProtobufWriter().message(7, new ProtobufWriter().message(5, tensor)).toBytes();
    expect(() => readModel(fromMemory(model))).toThrow(/weight/);
  });
});
