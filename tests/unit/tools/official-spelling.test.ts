import { readFileSync } from 'node:fs';
import { fromMemory } from '../../../src/compute/file-bytes.ts';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readModel } from '../../../src/compute/onnx/read-model.ts';
import { describeFile, describeNodes, type NodeDescription } from '../../../tools/onnx/describe-nodes.ts';
import type { Model, Tensor } from '../../../tools/onnx/model.ts';
import { decodeNodeList, encodeNodeList } from '../../../tools/onnx/node-list.ts';
import { convertVariant, type Dtype } from '../../../tools/shape-model.ts';
import { createOfficialGraph } from '../../../tools/shape-model/official/create-official-graph.ts';
import { SIZES } from '../../../tools/shape-model/sizes.ts';
import { readRealKokoro, skipLoudly } from '../../fixtures/real-models.ts';
import { createShapeVariant } from '../../fixtures/shape-variants.ts';
import { createFeeds, measureDifference, runModel, type Values } from '../compute/onnx/shape-model.ts';
import { isFullRun } from '../../fixtures/full-run.ts';

const listFile = join(import.meta.dirname, '../../fixtures/official-nodes.tsv');
const official = decodeNodeList(readFileSync(listFile, 'utf8'));

const fullGraphs = new Map<Dtype, Model>();

/** The graph at full size, but without the numbers: only the weights' shapes matter here. Each is built once. */
function toFullGraph(dtype: Dtype): Model {
  const graph = fullGraphs.get(dtype) ?? createFullGraph(dtype);
  fullGraphs.set(dtype, graph);
  return graph;
}

function createFullGraph(dtype: Dtype): Model {
  const createWeight = (_: string, dims: readonly number[]): Tensor => ({
    type: 'float32',
    dims,
    data: new Uint8Array(),
  });
  const graph = createOfficialGraph(SIZES.full, { createWeight });
  return convertVariant(graph, { spelling: 'official', dtype });
}

function toLines(nodes: readonly NodeDescription[]): readonly string[] {
  return nodes.map(({ path, opType, inputs }) => `${path} = ${opType}(${inputs.join(', ')})`);
}

describe('the shape model in the official spelling', () => {
  it('is the official q8 file node for node, with its edges, constants and shapes', () => {
    expect(official).toHaveLength(3_613);
    expect(toLines(describeNodes(toFullGraph('q8')))).toEqual(toLines(official));
  });

  it('has, in fp32, what the quantiser left alone and the layers that it replaced', () => {
    const known = new Map(official.map((node) => [node.path, node]));
    const plain = describeNodes(toFullGraph('fp32'));
    const replaced = new Map<string, number>();
    for (const { path, opType } of plain) {
      if (known.get(path)?.opType === opType) continue;
      const group = known.get(`${path}_quant`) ?? known.get(`${path}_MatMul_quant`);
      expect(group, path).toBeDefined();
      replaced.set(opType, (replaced.get(opType) ?? 0) + 1);
    }
    expect(plain).toHaveLength(2_292);
    expect(Object.fromEntries(replaced)).toEqual({ Gemm: 73, MatMul: 75, Conv: 87, LSTM: 6, Gather: 4 });
  });

  it.each(['fp32', 'q8'] as const)('names no node and no value of the %s form twice', (dtype) => {
    const { nodes } = toFullGraph(dtype);
    const values = nodes.flatMap(({ outputs }) => outputs);
    expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    expect(new Set(values).size).toBe(values.length);
  });

  it('has as many bytes of weights as Kokoro in fp32, but for what the graph itself takes', () => {
    let bytes = 0;
    for (const { dims } of toFullGraph('fp32').initializers.values()) {
      bytes += 4 * dims.reduce((product, dim) => product * dim, 1);
    }
    expect(bytes / 325_532_232).toBeGreaterThan(0.995);
    expect(bytes / 325_532_232).toBeLessThan(1);
  });
});

describe.skipIf(skipLoudly('the list of nodes against the official q8 file'))('the official q8 file', () => {
  it('has the listed nodes', () => {
    expect(toLines(describeFile(readModel(fromMemory(readRealKokoro()))))).toEqual(toLines(official));
  });

  it('has the attributes that the shape model gives to its nodes', () => {
    const real = new Map(readModel(fromMemory(readRealKokoro())).nodes.map((node) => [node.name, node]));
    for (const { name, attributes } of toFullGraph('q8').nodes) {
      for (const [key, expected] of Object.entries(attributes)) {
        const actual = real.get(name)?.attributes.get(key);
        const label = `${key} of ${name}`;
        if ('int' in expected) expect(actual?.int, label).toBe(expected.int);
        if ('float' in expected) expect(actual?.float, label).toBeCloseTo(expected.float, 6);
        if ('string' in expected) expect(actual?.text, label).toBe(expected.string);
        if ('ints' in expected) expect(actual?.ints, label).toEqual(expected.ints);
        if ('tensor' in expected) expect(actual?.tensor?.dims, label).toEqual(expected.tensor.dims);
      }
    }
  });
});

test('a list of nodes that was written is read back as it was', () => {
  expect(decodeNodeList(encodeNodeList(official))).toEqual(official);
});

describe('the small shape model in the official spelling', () => {
  const run = (dtype: Dtype): Promise<Values> => {
    return runModel(createShapeVariant({ spelling: 'official', dtype }), createFeeds(20));
  };

  it.each(['fp32', 'fp16', 'q8', 'q8f16', 'q4', 'q4f16'] as const)('speaks in %s', async (dtype) => {
    const { waveform, durations } = (await run(dtype)) as Record<'waveform' | 'durations', Float32Array>;
    const frames = durations.reduce((total, duration) => total + Math.max(1, Math.round(duration)), 0);
    expect(durations).toHaveLength(20);
    expect(waveform).toHaveLength(600 * frames);
    expect(waveform.every(Number.isFinite)).toBe(true);
    const power = waveform.reduce((total, sample) => total + sample ** 2, 0) / waveform.length;
    expect(Math.sqrt(power)).toBeGreaterThan(0.01);
    expect(Math.sqrt(power)).toBeLessThan(0.6);
    expect(frames / 20).toBeGreaterThan(1.5);
    expect(frames / 20).toBeLessThan(4);
  });

  it.runIf(isFullRun)('keeps its durations, but for rounding, when it is quantised', async () => {
    const plain = await run('fp32');
    const limits = { fp16: 0.005, q8: 0.1, q8f16: 0.1, q4: 0.2, q4f16: 0.2 } as const;
    for (const [dtype, limit] of Object.entries(limits)) {
      const other = await run(dtype as keyof typeof limits);
      const mean = measureDifference(other['durations']!, plain['durations']!);
      expect(mean, dtype).toBeLessThan(limit);
    }
  });
});
