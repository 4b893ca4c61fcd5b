import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { toFloatWeights } from '../../../../../src/compute/stored-weights.ts';
import { FRONT, splitModel, type SplitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import type { Model } from '../../../../../tools/onnx/model.ts';
import { createShapeGraph } from '../../../../../tools/shape-model/create-shape-graph.ts';
import { quantizeDynamic } from '../../../../../tools/onnx/quantize-dynamic.ts';
import { toHalf } from '../../../../../tools/onnx/to-half.ts';
import {
  createFeeds,
  GENERATOR,
  measureDifference,
  openModel,
  runModel,
  type OpenModel,
} from '../../../compute/onnx/shape-model.ts';

const written = createShapeGraph({ width: 'small', noise: 'fixed' });

function encode(model: Model): Uint8Array<ArrayBuffer> {
  return encodeModel(model).toBytes();
}

function split(model: Model): SplitModel {
  const result = splitModel(fromMemory(encode(model)));
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

/** The floats that the builder gave a node as one of its inputs. */
function readInput(node: string, place: number): Float32Array {
  const name = written.nodes.find((each) => each.name === `${GENERATOR}/${node}`)!.inputs[place]!;
  return new Float32Array(written.initializers.get(name)!.data.slice().buffer);
}

describe('the weights that are found', () => {
  const { generator, source } = split(written);

  it('are those of the generator that was built', () => {
    expect(generator.channels).toBe(64);
    expect(generator.style).toBe(128);
    expect(generator.stages.map(({ channels }) => channels)).toEqual([32, 16]);
    expect(generator.output.weight).toEqual(readInput('conv_post/Conv', 1));
    expect(generator.output.bias).toEqual(readInput('conv_post/Conv', 2));
    expect(generator.inverse.real).toEqual(readInput('stft/ConvTranspose', 1));
    expect(generator.inverse.imaginary).toEqual(readInput('stft/ConvTranspose_1', 1));
    generator.stages.forEach((stage, index) => {
      expect(stage.upsampling.weight).toEqual(readInput(`ups.${index}/ConvTranspose`, 1));
      expect(stage.upsampling.bias).toEqual(readInput(`ups.${index}/ConvTranspose`, 2));
      expect(stage.sourceConvolution.weight).toEqual(readInput(`noise_convs.${index}/Conv`, 1));
      expect(stage.sourceConvolution.bias).toEqual(readInput(`noise_convs.${index}/Conv`, 2));
    });
  });

  it('are those of each resblock', () => {
    const blocks = generator.stages.flatMap(({ sourceBlock, blocks }, index) => [
      { name: `noise_res.${index}`, block: sourceBlock },
      ...blocks.map((block, place) => ({ name: `resblocks.${3 * index + place}`, block })),
    ]);
    expect(blocks).toHaveLength(8);
    for (const { name, block } of blocks) {
      expect(block.layers.map(({ dilation }) => dilation)).toEqual([1, 3, 5]);
      block.layers.forEach(({ first, second }, layer) => {
        [first, second].forEach((convolution, half) => {
          const place = `${half + 1}.${layer}`;
          expect(convolution.weight).toEqual(readInput(`${name}/convs${place}/Conv`, 1));
          expect(convolution.bias).toEqual(readInput(`${name}/convs${place}/Conv`, 2));
          expect(convolution.styleWeight).toEqual(readInput(`${name}/adain${place}/fc/Gemm`, 1));
          const bias = readInput(`${name}/adain${place}/fc/Gemm`, 2);
          convolution.styleBias.forEach((value, index) => expect(value).toBeCloseTo(bias[index]!, 6));
          const parameter = `decoder.decoder.generator.${name}.alpha${place}`;
          const alpha = new Float32Array(written.initializers.get(parameter)!.data.slice().buffer);
          expect(convolution.alpha).toEqual(alpha);
        });
      });
    }
  });

  it('are those of the source', () => {
    expect(source.mix).toEqual(readInput('m_source/l_linear/MatMul', 1));
    expect(source.bias).toBe(readInput('m_source/l_linear/Add', 0)[0]);
    expect(source.real).toEqual(readInput('stft/Conv', 1));
    expect(source.imaginary).toEqual(readInput('stft/Conv_1', 1));
    expect(source.straightPhase).toBe(-Math.PI);
  });
});

describe('the front that is cut off', () => {
  const inner = {
    '/encoder/MatMul_1_output_0': 3,
    '/encoder/Transpose_3_output_0': 3,
    '/encoder/Slice_output_0': 2,
    '/Slice_output_0': 2,
    '/encoder/Squeeze_output_0': 2,
    '/encoder/Squeeze_1_output_0': 2,
  };
  let whole: OpenModel;
  let front: OpenModel;

  beforeAll(async () => {
    whole = await openModel(encode(written), inner);
    front = await openModel(split(written).writeFront({ hasCurves: false }));
  });

  afterAll(() => Promise.all([whole.release(), front.release()]));

  it.each([1, 7, 40])('gives what the whole model computes inside, for %s tokens', async (tokenCount) => {
    const feeds = createFeeds(tokenCount, 1.2);
    const expected = await whole.run(feeds);
    const actual = await front.run(feeds);
    const given = Object.values(FRONT).filter((name) => name !== FRONT.f0 && name !== FRONT.energy);
    expect(Object.keys(actual).sort()).toEqual(given.sort());
    expect(actual[FRONT.features]).toEqual(expected['/encoder/MatMul_1_output_0']);
    expect(actual[FRONT.states]).toEqual(expected['/encoder/Transpose_3_output_0']);
    expect(actual[FRONT.prosodyStyle]).toEqual(expected['/encoder/Slice_output_0']);
    expect(actual[FRONT.style]).toEqual(expected['/Slice_output_0']);
    expect(actual[FRONT.durations]).toEqual(expected['durations']);
  });

  it('computes pitch and energy itself where it is to', async () => {
    const feeds = createFeeds(7);
    const expected = await whole.run(feeds);
    const actual = await runModel(split(written).writeFront({ hasCurves: true }), feeds);
    const given = Object.values(FRONT).filter((name) => name !== FRONT.states && name !== FRONT.prosodyStyle);
    expect(Object.keys(actual).sort()).toEqual(given.sort());
    expect(actual[FRONT.f0]).toEqual(expected['/encoder/Squeeze_output_0']);
    expect(actual[FRONT.energy]).toEqual(expected['/encoder/Squeeze_1_output_0']);
  });

  it('finds durations where the graph does not give them', async () => {
    const outputs = written.outputs.filter(({ name }) => name !== 'durations');
    const nodes = written.nodes.filter((node) => node.outputs[0] !== 'durations');
    const feeds = createFeeds(9);
    const actual = await runModel(
      split({ ...written, outputs, nodes }).writeFront({ hasCurves: false }),
      feeds,
    );
    const expected = await whole.run(feeds);
    expect(actual[FRONT.durations]).toEqual(expected['durations']);
  });
});

describe.each([
  ['half floats', toHalf(written), 2 ** -11],
  ['a dynamic quantisation', quantizeDynamic(written), 0.02],
] as const)('a model in %s', (_, model, tolerance) => {
  const exact = split(written);
  const found = split(model);

  it('gives its weights in fp32', () => {
    expect(found.generator.stages.map(({ channels }) => channels)).toEqual([32, 16]);
    const toLayers = ({ generator }: SplitModel): Float32Array[] => {
      const weights = generator.stages.flatMap(({ upsampling, sourceConvolution, sourceBlock, blocks }) => [
        ...[upsampling, sourceConvolution].flatMap(({ weight, bias }) => [weight, bias]),
        ...[sourceBlock, ...blocks].flatMap(({ layers }) =>
          layers.flatMap(({ first, second }) =>
            [first, second].flatMap((layer) => [layer.weight, layer.bias, layer.alpha, layer.styleWeight]),
          ),
        ),
      ]);
      return weights.map(toFloatWeights);
    };
    const layers = toLayers(found);
    toLayers(exact).forEach((expected, index) => {
      const actual = layers[index]!;
      expect(actual.length).toBe(expected.length);
      expect(measureDifference(actual, expected)).toBeLessThan(tolerance);
    });
    expect(measureDifference(found.source.mix, exact.source.mix)).toBeLessThan(tolerance);
    expect(measureDifference(found.source.real, exact.source.real)).toBeLessThan(tolerance);
  });

  it('is cut where the one in fp32 is cut', async () => {
    const feeds = createFeeds(12);
    const expected = await runModel(encode(model), feeds);
    const actual = await runModel(found.writeFront({ hasCurves: false }), feeds);
    // The whole rounds in between, what is cut from it does not.
    const difference = measureDifference(actual[FRONT.durations]!, expected['durations']!);
    expect(difference).toBeLessThan(tolerance);
    expect(actual[FRONT.features]!.length).toBe(actual[FRONT.states]!.length);
    expect(actual[FRONT.features]!.length * 600).toBe(32 * expected['waveform']!.length);
  });
});

describe('a graph that does not match', () => {
  type Change = (node: Model['nodes'][number]) => Model['nodes'][number];
  const changeNode = (name: string, change: Change): Model => ({
    ...written,
    nodes: written.nodes.map((node) => (node.name === `${GENERATOR}/${name}` ? change(node) : node)),
  });
  const setAttribute = (name: string, attributes: Model['nodes'][number]['attributes']): Model =>
    changeNode(name, (node) => ({ ...node, attributes: { ...node.attributes, ...attributes } }));

  it.each([
    [
      'another dilation',
      setAttribute('resblocks.4/convs1.1/Conv', { dilations: { ints: [2] } }),
      /resblocks\.4\/convs1\.1/,
    ],
    ['other padding', setAttribute('conv_post/Conv', { pads: { ints: [2, 4] } }), /conv_post/],
    ['another slope', setAttribute('LeakyRelu_1', { alpha: { float: 0.2 } }), /slope/],
    [
      'another mode of padding',
      setAttribute('reflection_pad/Pad', { mode: { string: 'edge' } }),
      /reflection/,
    ],
    [
      'another epsilon',
      setAttribute('noise_res.1/adain2.0/norm/InstanceNormalization', { epsilon: { float: 1e-3 } }),
      /epsilon/,
    ],
    ['no cosine', changeNode('resblocks.0/Sin', (node) => ({ ...node, opType: 'Cos' })), /Sin/],
    [
      'a resblock that is fed with something else',
      changeNode('resblocks.2/adain1.0/norm/InstanceNormalization', (node) => ({
        ...node,
        inputs: [`${GENERATOR}/LeakyRelu_output_0`, ...node.inputs.slice(1)],
      })),
      /joined/,
    ],
    [
      'other names',
      { ...written, nodes: written.nodes.map((node, index) => ({ ...node, name: `node_${index}` })) },
      /conv_post/,
    ],
    [
      'other sizes',
      {
        ...written,
        initializers: new Map(
          [...written.initializers].map(([name, tensor]) => [
            name,
            name.includes('alpha2.1') ? { ...tensor, dims: [1, 4, tensor.dims[1]! / 4] } : tensor,
          ]),
        ),
      },
      /alpha2\.1/,
    ],
  ] as const)('is left alone for %s', (_, model, reason) => {
    const bytes = encode(model);
    const before = bytes.slice();
    expect(splitModel(fromMemory(bytes))).toEqual({ reason: expect.stringMatching(reason) as string });
    expect(Buffer.compare(bytes, before)).toBe(0);
  });

  it('is said to be no model where it is none', () => {
    expect(splitModel(fromMemory(new Uint8Array(100)))).toHaveProperty('reason');
  });
});
