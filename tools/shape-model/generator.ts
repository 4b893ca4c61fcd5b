import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { ints } from '../onnx/model.ts';
import { addAdain } from './adain.ts';
import { addConv, addConvTranspose, addRandom, addScalar } from './layers.ts';
import type { Sizes } from './sizes.ts';
import { addSource, type Noise } from './source.ts';
import { addInverseStft, addStft } from './stft.ts';

const UPSAMPLINGS = [
  { kernel: 20, stride: 10, sourceConv: { kernel: 12, stride: 6, padding: 3 }, sourceKernel: 7 },
  { kernel: 12, stride: 6, sourceConv: { kernel: 1 }, sourceKernel: 11 },
] as const;
const RESBLOCK_KERNELS = [3, 7, 11] as const;
const SPECTRUM_CHANNELS = 22;
const BINS = 11;

interface GeneratorInputs {
  /** `[1, generator, 2F]`. */
  readonly features: string;
  /** `[1, 2F]`, in hertz. */
  readonly f0: string;
  /** `[1, 128]`. */
  readonly style: string;
}

interface GeneratorOptions {
  readonly sizes: Sizes;
  readonly noise: Noise;
}

/** Adds the iSTFTNet generator: decoder features and F0 → a waveform `[1, 600F]`. */
export function addGenerator(
  graph: GraphBuilder,
  inputs: GeneratorInputs,
  options: GeneratorOptions,
): string {
  const { sizes } = options;
  const { style } = inputs;
  const spectrum = addStft(graph.module('stft'), addSource(graph, inputs.f0, options.noise));
  let x = inputs.features;
  let channels = sizes.generator;
  UPSAMPLINGS.forEach((stage, index) => {
    const last = index === UPSAMPLINGS.length - 1;
    const { kernel, stride } = stage;
    x = graph.node('LeakyRelu', [x], { alpha: { float: 0.1 } });
    const width = { inputs: channels, outputs: channels / 2 };
    const padding = (kernel - stride) / 2;
    x = addConvTranspose(graph.module(`ups.${index}`), x, { ...width, kernel, stride, padding });
    channels /= 2;
    if (last) x = addReflection(graph.module('reflection_pad'), x);
    const entry = { inputs: SPECTRUM_CHANNELS, outputs: channels, ...stage.sourceConv };
    const source = addConv(graph.module(`noise_convs.${index}`), spectrum, entry);
    const block = { style, channels, sizes };
    const shaped = addResblock(graph.module(`noise_res.${index}`), source, {
      ...block,
      kernel: stage.sourceKernel,
    });
    x = graph.node('Add', [x, shaped]);
    x = addResblocks(graph, x, { ...block, first: index * RESBLOCK_KERNELS.length });
  });
  return addOutput(graph, x, channels);
}

interface ResblockOptions {
  readonly style: string;
  readonly channels: number;
  readonly sizes: Sizes;
}

/** Three resblocks side by side, averaged. */
function addResblocks(
  graph: GraphBuilder,
  input: string,
  options: ResblockOptions & { readonly first: number },
): string {
  const outputs = RESBLOCK_KERNELS.map((kernel, index) =>
    addResblock(graph.module(`resblocks.${options.first + index}`), input, { ...options, kernel }),
  );
  const sum = outputs.reduce((total, output) => graph.node('Add', [total, output]));
  return graph.node('Div', [sum, addScalar(graph, RESBLOCK_KERNELS.length)]);
}

/** For dilation 1, 3, 5: AdaIN → Snake → dilated Conv → AdaIN → Snake → Conv → add. */
function addResblock(
  graph: GraphBuilder,
  input: string,
  options: ResblockOptions & { readonly kernel: number },
): string {
  const { channels, kernel } = options;
  const half = (kernel - 1) / 2;
  const width = { inputs: channels, outputs: channels, kernel };
  return [1, 3, 5].reduce((x, dilation, index) => {
    let y = addAdain(graph.module(`adain1.${index}`), x, options);
    y = addSnake(graph, y, { name: `alpha1.${index}`, channels });
    y = addConv(graph.module(`convs1.${index}`), y, { ...width, dilation, padding: half * dilation });
    y = addAdain(graph.module(`adain2.${index}`), y, options);
    y = addSnake(graph, y, { name: `alpha2.${index}`, channels });
    y = addConv(graph.module(`convs2.${index}`), y, { ...width, padding: half, gain: 0.7 });
    return graph.node('Add', [y, x]);
  }, input);
}

/** x + sin²(αx) / α with an α for each channel. */
function addSnake(
  graph: GraphBuilder,
  input: string,
  options: { readonly name: string; readonly channels: number },
): string {
  const dims = [1, options.channels, 1];
  const alpha = addRandom(graph, options.name, { dims, spread: { mean: 1, deviation: 0.25 } });
  const sine = graph.node('Sin', [graph.node('Mul', [alpha, input])]);
  const square = graph.node('Pow', [sine, addScalar(graph, 2)]);
  const inverse = graph.node('Reciprocal', [alpha]);
  return graph.node('Add', [input, graph.node('Mul', [inverse, square])]);
}

/** Puts the mirror image of one sample in front: `[1, C, T]` → `[1, C, T + 1]`. */
function addReflection(graph: GraphBuilder, input: string): string {
  return graph.node('Pad', [input, graph.constant(ints([0, 0, 1, 0, 0, 0]))], {
    mode: { string: 'reflect' },
  });
}

function addOutput(graph: GraphBuilder, input: string, channels: number): string {
  const x = graph.node('LeakyRelu', [input], { alpha: { float: 0.01 } });
  const spectrum = addConv(graph.module('conv_post'), x, {
    inputs: channels,
    outputs: SPECTRUM_CHANNELS,
    kernel: 7,
    padding: 3,
    gain: 0.4,
    bias: { mean: -1.5, deviation: 0.5 },
  });
  const slice = (start: number, end: number): string =>
    graph.node('Slice', [
      spectrum,
      graph.constant(ints([start])),
      graph.constant(ints([end])),
      graph.constant(ints([1])),
    ]);
  const magnitude = graph.node('Exp', [slice(0, BINS)]);
  const phase = graph.node('Sin', [slice(BINS, SPECTRUM_CHANNELS)]);
  return addInverseStft(graph.module('stft'), magnitude, phase);
}
