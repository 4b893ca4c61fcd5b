import { describe, expect, it, vi } from 'vitest';
import { fromMemory } from '../../../../src/compute/file-bytes.ts';
import { OnnxFormatError } from '../../../../src/compute/onnx/onnx-graph.ts';
import { ProtobufWriter } from '../../../../src/compute/onnx/protobuf-writer.ts';
import { readModel } from '../../../../src/compute/onnx/read-model.ts';
import { splitModel } from '../../../../src/engines/kokoro/graph/split-model.ts';
import { withDurations } from '../../../../src/engines/kokoro/graph/with-durations.ts';
import { fixNoise } from '../../../../src/engines/kokoro/trust/fix-noise.ts';
import { encodeModel } from '../../../../tools/onnx/encode-model.ts';
import { floats, type Model, type Node } from '../../../../tools/onnx/model.ts';
import { createShapeGraph } from '../../../../tools/shape-model/create-shape-graph.ts';
import { buildToneModel } from '../../../../tools/tone-model.ts';
import { createRandom } from '../../../contract/support/random.ts';
import { damageBytes, forgeModel } from '../../../fixtures/hostile-models.ts';

/** `SOTTO_HOSTILE_FILES=10000` has as many tried. */
const COUNT = Number(process.env['SOTTO_HOSTILE_FILES'] ?? 300);
const SEED = Number(process.env['SOTTO_SEED'] ?? 18);

/** One in so many is a changed graph of Kokoro's shape, which takes longest. */
const GRAPH_EVERY = 15;

/** A file that is refused, or planned, takes a second on a slow machine; one that hangs takes for ever. */
const LIMIT_MS = 60_000;

const tone = buildToneModel();
const shape = createShapeGraph({ width: 'small', noise: 'random' });

/** Does all that is done with a file before ONNX Runtime gets it; the answers are those that a broken file may have. */
function plan(bytes: Uint8Array<ArrayBuffer>): void {
  const startMs = performance.now();
  expectKnown(() => readModel(fromMemory(bytes)));
  expectKnown(() => fixNoise(bytes.slice()));
  expectKnown(() => withDurations(bytes));
  const split = splitModel(fromMemory(bytes));
  if (!('reason' in split)) {
    expectKnown(() => split.writeTail());
    expectKnown(() => split.writeFront({ hasCurves: false }));
  }
  expect(performance.now() - startMs).toBeLessThan(LIMIT_MS);
}

/** An internal error, of something that is undefined say, is none that a file may cause. */
function expectKnown(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(['OnnxFormatError', 'GraphMismatch']).toContain((error as Error).constructor.name);
  }
}

it(`reads or refuses ${COUNT} damaged and forged models`, { timeout: COUNT * LIMIT_MS }, () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const random = createRandom(SEED);
  for (let index = 0; index < COUNT; index += 1) {
    const bytes = index % GRAPH_EVERY === 0 ? forgeModel(shape, random) : damageBytes(tone, random);
    try {
      plan(bytes);
    } catch (error) {
      throw new Error(`File ${index} of seed ${SEED}`, { cause: error });
    }
  }
});

const node = (opType: string, inputs: readonly string[], output: string): Node => {
  return { name: output, opType, inputs, outputs: [output], attributes: {} };
};

function toFile(
  nodes: readonly Node[],
  initializers: Model['initializers'] = new Map(),
): Uint8Array<ArrayBuffer> {
  return encodeModel({
    name: 'bomb',
    opset: 17,
    inputs: [{ name: 'x', type: 'float32', dims: [4] }],
    outputs: [],
    nodes,
    initializers,
  }).toBytes();
}

const turn = { ...node('Transpose', ['v40'], 't'), attributes: { perm: { ints: [0] } } };

function nest(levels: number): Uint8Array<ArrayBuffer> {
  let graph = new ProtobufWriter();
  for (let level = 0; level < levels; level += 1) {
    const attribute = new ProtobufWriter().string(1, 'body').message(6, graph);
    graph = new ProtobufWriter().message(1, new ProtobufWriter().message(5, attribute));
  }
  return new ProtobufWriter().message(7, graph).toBytes();
}

describe('bombs', () => {
  it.each([
    ['graphs in graphs', nest(2_000)],
    [
      'more nodes than fit in memory',
      new ProtobufWriter()
        .bytes(
          7,
          new Uint8Array(400_000).fill(0).map((_, i) => (i % 2 === 0 ? 10 : 0)),
        )
        .toBytes(),
    ],
    ['a cycle', toFile([node('Add', ['b', 'b'], 'a'), node('Add', ['a', 'a'], 'b')])],
    ['a node that reads itself', toFile([node('Cast', ['a'], 'a')])],
    [
      'a value that is made twice',
      toFile([node('Cast', ['w'], 'a'), node('Cast', ['a'], 'a')], new Map([['w', floats([1], [1])]])),
    ],
    [
      'a negative size',
      toFile([node('Cast', ['w'], 'a')], new Map([['w', { ...floats([4], [1, 2, 3, 4]), dims: [-2, -2] }]])),
    ],
    [
      'a size past all numbers',
      toFile([node('Cast', ['w'], 'a')], new Map([['w', { ...floats([4], [1, 2, 3, 4]), dims: [2 ** 60] }]])),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(() => readModel(fromMemory(bytes))).toThrow(OnnxFormatError);
    plan(bytes);
  });

  it.each([
    [
      'constants that double with each node',
      toFile([...double('Add')], new Map([['v0', floats([5_000], new Array<number>(5_000).fill(1))]])),
    ],
    ['shapes that double with each node', toFile([node('Cast', ['x'], 'v0'), ...double('Mul'), turn])],
    [
      'weights that are repeated along each other',
      toFile(
        [node('Add', ['row', 'column'], 'v')],
        new Map([
          ['row', wide([1, 60_000])],
          ['column', wide([60_000, 1])],
        ]),
      ),
    ],
    [
      'operators that are properties of every object',
      toFile(
        [node('constructor', ['w'], 'a'), node('toString', ['a'], 'b')],
        new Map([['w', floats([1], [1])]]),
      ),
    ],
    [
      'a shape of more than the file has',
      toFile([node('Sqrt', ['w'], 'a')], new Map([['w', { ...floats([1], [1]), dims: [2 ** 40] }]])),
    ],
  ])('survives %s', (_, bytes) => {
    plan(bytes);
  });
});

/** Forty nodes, each of which reads the one before twice. */
function double(opType: string): readonly Node[] {
  return Array.from({ length: 40 }, (_, index) => node(opType, [`v${index}`, `v${index}`], `v${index + 1}`));
}

function wide(dims: readonly number[]): ReturnType<typeof floats> {
  return floats(dims, new Array<number>(60_000).fill(1));
}
