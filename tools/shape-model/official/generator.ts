import { ints } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { addAdain, addLeakyRelu, type Normaliser } from './adain.ts';
import { labelled, shared } from './constants.ts';
import { addConv, addConvTranspose } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';
import { addSource } from './source.ts';
import { addInverse, addSpectrum } from './spectrum.ts';

const SPECTRUM_CHANNELS = 22;
const BINS = 11;
const RESBLOCK_KERNELS = [3, 7, 11] as const;

/** Labels are the exporter's: it counts the generator's own operators, those of the source's spectrum first. */
const STAGES = [
  {
    ...{ kernel: 20, stride: 10, sourceConv: { kernel: 12, stride: 6, padding: 3 }, sourceKernel: 7 },
    ...{ relu: 'LeakyRelu', folded: 'Mul', join: 'Add_2', sums: ['Add_3', 'Add_4'], mean: 'Div_2' },
  },
  {
    ...{ kernel: 12, stride: 6, sourceConv: { kernel: 1 }, sourceKernel: 11 },
    ...{ relu: 'LeakyRelu_1', folded: 'Mul_1', join: 'Add_5', sums: ['Add_6', 'Add_7'], mean: 'Div_4' },
  },
] as const;

interface GeneratorInputs {
  /** `[1, generator, 2F]`. */
  readonly features: string;
  /** `[1, 1, 2F]`, in hertz. */
  readonly f0: string;
  /** `[1, styleSize]`. */
  readonly style: string;
}

/** Adds the iSTFTNet generator: decoder features and F0 → a waveform `[1, 1, 600F]`. */
export function addGenerator(graph: ModuleBuilder, inputs: GeneratorInputs, sizes: Sizes): string {
  const spectrum = addSpectrum(graph, addSource(graph, inputs.f0));
  let x = inputs.features;
  let channels = sizes.generator;
  STAGES.forEach((stage, index) => {
    const { kernel, stride, folded } = stage;
    x = addLeakyRelu(graph, x, { alpha: 0.1, label: stage.relu });
    const width = { inputs: channels, outputs: channels / 2 };
    const layer = { ...width, kernel, stride, padding: (kernel - stride) / 2, folded: graph.value(folded) };
    x = addConvTranspose(graph.module(`ups.${index}`), x, layer);
    channels /= 2;
    if (index === STAGES.length - 1) x = addReflection(graph.module('reflection_pad'), x);
    const entry = { inputs: SPECTRUM_CHANNELS, outputs: channels, ...stage.sourceConv };
    const source = addConv(graph.module(`noise_convs.${index}`), spectrum, entry);
    const block = { style: inputs.style, styleSize: sizes.style, channels };
    const shaped = addResblock(graph.module(`noise_res.${index}`), source, {
      ...{ ...block, kernel: stage.sourceKernel },
    });
    const joined = graph.node(stage.join, [x, shaped.output]);
    const sum = addResblocks(graph, joined, { ...block, index });
    x = graph.node(stage.mean, [sum, shared(graph, 'float3')]);
  });
  return addOutput(graph, x, channels);
}

interface ResblockOptions {
  readonly style: string;
  readonly styleSize: number;
  readonly channels: number;
}

/** Three resblocks side by side, summed; only the first one normalises their common input. */
function addResblocks(
  graph: ModuleBuilder,
  input: string,
  options: ResblockOptions & { readonly index: number },
): string {
  const first = options.index * RESBLOCK_KERNELS.length;
  let normaliser: Normaliser = 'own';
  const outputs = RESBLOCK_KERNELS.map((kernel, index) => {
    const block = addResblock(graph.module(`resblocks.${first + index}`), input, {
      ...{ ...options, kernel, normaliser },
    });
    normaliser = { by: block.normalised };
    return block.output;
  });
  const labels: readonly string[] = STAGES[options.index]?.sums ?? [];
  return outputs.reduce((total, output, index) => graph.node(labels[index - 1] ?? 'Add', [total, output]));
}

/** For dilation 1, 3, 5: AdaIN → Snake → dilated Conv → AdaIN → Snake → Conv → add. */
function addResblock(
  graph: ModuleBuilder,
  input: string,
  options: ResblockOptions & { readonly kernel: number; readonly normaliser?: Normaliser },
): { readonly output: string; readonly normalised: string } {
  const { style, styleSize, channels, kernel, normaliser = 'own' } = options;
  const half = (kernel - 1) / 2;
  const width = { inputs: channels, outputs: channels, kernel };
  const adain = { style, styleSize, channels };
  let normalised = '';
  const output = [1, 3, 5].reduce((x, dilation, index) => {
    const snake = { channels, order: 2 * index, label: count('Add', 3 * index) };
    const first = addAdain(graph.module(`adain1.${index}`), x, {
      ...{ ...adain, normaliser: index === 0 ? normaliser : 'own' },
    });
    if (index === 0) normalised = first.normalised;
    let y = addSnake(graph, first.output, { ...snake, name: `alpha1.${index}` });
    y = addConv(graph.module(`convs1.${index}`), y, {
      ...{ ...width, dilation, padding: half * dilation },
      folded: graph.value(count('Mul', 6 * index + 2)),
    });
    y = addAdain(graph.module(`adain2.${index}`), y, adain).output;
    y = addSnake(graph, y, {
      ...{ channels, order: 2 * index + 1, label: count('Add', 3 * index + 1) },
      name: `alpha2.${index}`,
    });
    y = addConv(graph.module(`convs2.${index}`), y, {
      ...{ ...width, padding: half, gain: 0.7 },
      folded: graph.value(count('Mul', 6 * index + 5)),
    });
    return graph.node(count('Add', 3 * index + 2), [y, x]);
  }, input);
  return { output, normalised };
}

function count(operator: string, index: number): string {
  return index === 0 ? operator : `${operator}_${index}`;
}

/** x + sin²(αx) / α with an α for each channel, whose inverse the optimiser computed. */
function addSnake(
  graph: ModuleBuilder,
  input: string,
  options: {
    readonly name: string;
    readonly channels: number;
    readonly order: number;
    readonly label: string;
  },
): string {
  const { name, channels, order, label } = options;
  const alpha = graph.weight(name, { dims: [1, channels, 1], spread: { mean: 1, deviation: 0.25 } });
  const sine = graph.node(count('Sin', order), [graph.node(count('Mul', 3 * order), [alpha, input])]);
  const square = graph.node(count('Pow', order), [sine, shared(graph, 'float2')]);
  const inverse = graph.inverse(graph.value(count('Reciprocal', order)), alpha);
  return graph.node(label, [input, graph.node(count('Mul', 3 * order + 1), [inverse, square])]);
}

/** Puts the mirror image of one sample in front: `[1, C, T]` → `[1, C, T + 1]`. */
function addReflection(graph: ModuleBuilder, input: string): string {
  const pads = labelled(graph, 'Cast', ints([0, 0, 1, 0, 0, 0]));
  return graph.node('Pad', [input, pads], { attributes: { mode: { string: 'reflect' } } });
}

function addOutput(graph: ModuleBuilder, input: string, channels: number): string {
  const x = addLeakyRelu(graph, input, { alpha: 0.01, label: 'LeakyRelu_2' });
  const spectrum = addConv(graph.module('conv_post'), x, {
    ...{ inputs: channels, outputs: SPECTRUM_CHANNELS, kernel: 7, padding: 3, gain: 0.4 },
    bias: { mean: -1.5, deviation: 0.5 },
    folded: graph.value('Mul_2'),
  });
  const one = shared(graph, 'one');
  const middle = labelled(graph, 'Constant_31', ints([BINS]));
  const lower = graph.node('Slice_1', [spectrum, shared(graph, 'zero'), middle, one, one]);
  const upper = graph.node('Slice_2', [spectrum, middle, shared(graph, 'end'), one, one]);
  const phase = graph.node('Sin', [upper]);
  return addInverse(graph.module('istft/stft'), graph.node('Exp', [lower]), phase);
}
