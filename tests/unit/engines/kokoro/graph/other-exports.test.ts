import { describe, expect, it } from 'vitest';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { toFloatWeights } from '../../../../../src/compute/stored-weights.ts';
import { splitModel, type SplitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import { floats, ints, type Model, type Node, type Tensor } from '../../../../../tools/onnx/model.ts';
import { createShapeGraph } from '../../../../../tools/shape-model/create-shape-graph.ts';
import { GENERATOR, measureDifference } from '../../../compute/onnx/shape-model.ts';

const written = createShapeGraph({ width: 'small', noise: 'random' });
const exact = split(written);

function split(model: Model): SplitModel {
  const result = splitModel(fromMemory(encodeModel(model).toBytes()));
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

function toValues({ data }: Tensor): Float32Array {
  return new Float32Array(data.slice().buffer);
}

/** Computes the weight of one node from other constants, by nodes in front of it. */
function replaceWeight(
  name: string,
  create: (weight: Tensor, output: string) => { nodes: Node[]; initializers: Record<string, Tensor> },
): Model {
  const node = written.nodes.find((each) => each.name === `${GENERATOR}/${name}`)!;
  const weight = node.inputs[1]!;
  const { nodes, initializers } = create(written.initializers.get(weight)!, weight);
  const kept = new Map([...written.initializers].filter(([key]) => key !== weight));
  for (const [key, tensor] of Object.entries(initializers)) kept.set(key, tensor);
  return { ...written, nodes: [...nodes, ...written.nodes], initializers: kept };
}

function createNode(opType: string, inputs: string[], output: string): Node {
  return { name: `/made/${output}`, opType, inputs, outputs: [output], attributes: {} };
}

/** Every instance norm as an exporter without that operator spells it, in the module of the AdaIN itself. */
function spellOut(model: Model): Model {
  const initializers = new Map(model.initializers)
    .set('time', ints([2]))
    .set('two', floats([], [2]))
    .set('epsilon', floats([], [1e-5]));
  const nodes = model.nodes.flatMap((node): Node[] => {
    if (node.opType !== 'InstanceNormalization') return [node];
    const module = node.name.replace(/\/norm\/InstanceNormalization$/, '');
    const [x = ''] = node.inputs;
    const create = (opType: string, inputs: string[], output: string): Node => {
      const attributes = opType === 'ReduceMean' ? { axes: { ints: [2] } } : {};
      return { name: `${module}/${output}`, opType, inputs, outputs: [`${module}/${output}:0`], attributes };
    };
    const at = (output: string): string => `${module}/${output}:0`;
    return [
      create('ReduceMean', [x], 'ReduceMean'),
      create('Sub', [x, at('ReduceMean')], 'Sub'),
      create('Pow', [at('Sub'), 'two'], 'Pow'),
      create('ReduceMean', [at('Pow')], 'ReduceMean_1'),
      create('Add', [at('ReduceMean_1'), 'epsilon'], 'Add_9'),
      create('Sqrt', [at('Add_9')], 'Sqrt'),
      { ...create('Div', [at('Sub'), at('Sqrt')], 'Div_1'), outputs: node.outputs },
    ];
  });
  return { ...model, nodes, initializers };
}

describe('other exports of the same model', () => {
  it('may have shorter module paths', () => {
    const shorten = (name: string): string => name.replace('/decoder/decoder/', '/decoder/');
    const model = split({
      ...written,
      nodes: written.nodes.map((node) => ({ ...node, name: shorten(node.name) })),
    });
    expect(model.generator).toEqual(exact.generator);
    expect(model.source).toEqual(exact.source);
  });

  it('may name no module for the transforms', () => {
    const shorten = (name: string): string => name.replace('/generator/stft/', '/generator/');
    const model = split({
      ...written,
      nodes: written.nodes.map((node) => ({ ...node, name: shorten(node.name) })),
    });
    expect(model.generator.inverse).toEqual(exact.generator.inverse);
    expect(model.source).toEqual(exact.source);
  });

  it('may keep the weight norm', () => {
    const model = replaceWeight('resblocks.5/convs2.1/Conv', (weight, output) => {
      const [outputs = 0, inputs = 0, kernel = 0] = weight.dims;
      const values = toValues(weight);
      const size = inputs * kernel;
      const norms = Array.from({ length: outputs }, (_, row) =>
        Math.hypot(...values.subarray(row * size, (row + 1) * size)),
      );
      // The direction may have any length.
      const direction = values.map((value, index) => value * (1 + Math.floor(index / size)));
      return {
        initializers: { g: floats([outputs, 1, 1], norms), v: floats(weight.dims, direction) },
        nodes: [
          { ...createNode('ReduceL2', ['v'], 'norm'), attributes: { axes: { ints: [1, 2] } } },
          createNode('Div', ['v', 'norm'], 'unit'),
          createNode('Mul', ['unit', 'g'], output),
        ],
      };
    });
    const actual = split(model).generator.stages[1]!.blocks[2]!.layers[1]!.second.weight;
    const expected = exact.generator.stages[1]!.blocks[2]!.layers[1]!.second.weight;
    expect(measureDifference(toFloatWeights(actual), toFloatWeights(expected))).toBeLessThan(1e-6);
  });

  it('may be quantised with a scale and a zero point for each output', () => {
    let rounded: Float32Array | null = null;
    const model = replaceWeight('noise_convs.0/Conv', (weight, output) => {
      const [outputs = 0, inputs = 0, kernel = 0] = weight.dims;
      const size = inputs * kernel;
      const scales = Array.from({ length: outputs }, (_, row) => 2 ** -(5 + (row % 3)));
      const zeros = Int8Array.from({ length: outputs }, (_, row) => (row % 5) - 2);
      const data = Int8Array.from(toValues(weight), (value, index) => {
        const row = Math.floor(index / size);
        return Math.min(127, Math.max(-128, Math.round(value / scales[row]!) + zeros[row]!));
      });
      rounded = Float32Array.from(data, (value, index) => {
        const row = Math.floor(index / size);
        return (value - zeros[row]!) * scales[row]!;
      });
      return {
        initializers: {
          q: { type: 'int8', dims: weight.dims, data: new Uint8Array(data.buffer) },
          scale: floats([outputs], scales),
          zero: { type: 'int8', dims: [outputs], data: new Uint8Array(zeros.buffer) },
        },
        nodes: [
          {
            ...createNode('DequantizeLinear', ['q', 'scale', 'zero'], output),
            attributes: { axis: { int: 0 } },
          },
        ],
      };
    });
    const actual = split(model).generator.stages[0]!.sourceConvolution.weight;
    expect(toFloatWeights(actual)).toEqual(rounded);
  });

  it('may spell the norm out, and then hides nothing else in it', () => {
    const model = split(spellOut(written));
    expect(model.generator).toEqual(exact.generator);
    const hidden = (opType: string, operand: string): Model => {
      const { nodes, ...rest } = spellOut(written);
      const changed = nodes.map((node) =>
        node.name.endsWith('resblocks.4/adain2.1/Div_1')
          ? { ...node, opType, inputs: [node.inputs[0]!, operand] }
          : node,
      );
      return { ...rest, nodes: changed };
    };
    expect(() => split(hidden('Mul', 'style'))).toThrow(/resblocks.4\/adain2.1/);
    expect(() => split(hidden('Mul', written.initializers.keys().next().value!))).toThrow(/epsilon/);
  });

  it('may scale and shift what the norm gives, which is taken into γ and β', () => {
    const scale = `${GENERATOR}/resblocks.0/adain1.0/norm.weight`.slice(1).replaceAll('/', '.');
    const shift = scale.replace(/weight$/, 'bias');
    const initializers = new Map(written.initializers);
    expect(initializers.has(scale) && initializers.has(shift)).toBe(true);
    initializers.set(
      scale,
      floats(
        [32],
        Array.from({ length: 32 }, (_, channel) => 1 + channel / 10),
      ),
    );
    initializers.set(
      shift,
      floats(
        [32],
        Array.from({ length: 32 }, (_, channel) => channel / 7),
      ),
    );
    const folded = split({ ...written, initializers }).generator.stages[0]!.blocks[0]!.layers[0]!.first;
    const plain = exact.generator.stages[0]!.blocks[0]!.layers[0]!.first;
    const style = Float32Array.from({ length: 128 }, (_, index) => Math.sin(index));
    const apply = ({ styleWeight, styleBias }: typeof plain, row: number): number => {
      const weights = toFloatWeights(styleWeight);
      return style.reduce((sum, value, index) => sum + value * weights[row * 128 + index]!, styleBias[row]!);
    };
    for (const channel of [0, 1, 17, 31]) {
      const x = 0.7;
      const inner = (1 + channel / 10) * x + channel / 7;
      const expected = (1 + apply(plain, channel)) * inner + apply(plain, channel + 32);
      const actual = (1 + apply(folded, channel)) * x + apply(folded, channel + 32);
      expect(actual).toBeCloseTo(expected, 4);
    }
  });

  it('may ask whether the imaginary part is zero, and then mean π', () => {
    const imaginary = `${GENERATOR}/stft/Conv_1_output_0`;
    const node = { ...createNode('Equal', [imaginary, 'zero'], 'mask'), name: `${GENERATOR}/stft/Equal` };
    const initializers = new Map(written.initializers).set('zero', floats([], [0]));
    const nodes = [...written.nodes, node];
    const outputs = [...written.outputs, { name: 'mask', type: 'float32' as const, dims: ['mask'] }];
    expect(split({ ...written, nodes, initializers, outputs }).source.straightPhase).toBe(Math.PI);
  });

  it('may keep weights turned round and in another shape', () => {
    const model = replaceWeight('m_source/l_linear/MatMul', (weight, output) => ({
      initializers: { turned: floats([1, 3, 3], toValues(weight)), shape: ints([1, -1]) },
      nodes: [createNode('Reshape', ['turned', 'shape'], 'row'), createNode('Transpose', ['row'], output)],
    }));
    expect(split(model).source.mix).toEqual(exact.source.mix);
  });
});
