import {
  BINS,
  OUTPUT_KERNEL,
  SPECTRUM_CHANNELS,
  WINDOW_SAMPLES,
  type GeneratorWeights,
  type StageWeights,
} from '../kernels/generator-weights.ts';
import { checkConvolution, checkDims } from './check-layer.ts';
import { findConvolution, findLinear } from './find-layer.ts';
import { findResblock, type ResblockPlace } from './find-resblock.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import {
  combinationOf,
  inputOf,
  isSameValue,
  makerOf,
  outputOf,
  usersOf,
  type KnownGraph,
} from './known-graph.ts';

const STAGES = [
  { stride: 10, sourceConvolution: { kernel: 12, stride: 6, padding: 3 }, sourceKernel: 7 },
  { stride: 6, sourceConvolution: { kernel: 1, stride: 1, padding: 0 }, sourceKernel: 11 },
] as const;
const BLOCK_KERNELS = [3, 7, 11] as const;
const FIRST_SLOPE = 0.1;
const LAST_SLOPE = 0.01;
/** The kernels work on this many channels at a time. */
const CHANNEL_GROUP = 16;

/** The generator's weights, and the values in the graph that it is fed with. */
export interface FoundGenerator {
  readonly weights: GeneratorWeights;
  /** The generator's module path. */
  readonly module: string;
  /** [1, channels, 2F]. */
  readonly features: string;
  /** [1, 22, 120F + 1]. */
  readonly spectrum: string;
  /** [1, 128]. */
  readonly style: string;
}

/** Finds the generator in a graph; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findGenerator(graph: KnownGraph): FoundGenerator {
  const module = graph.index.findModule('/generator/conv_post').replace(/\/conv_post$/, '');
  const styleLayer = findLinear(graph, `${module}/resblocks.0/adain1.0/fc`);
  const style = graph.index.origin(styleLayer.input);
  const styleLength = styleLayer.weight.dims[1] ?? 0;
  const first = findConvolution(graph, `${module}/ups.0`, 'ConvTranspose');
  const channels = first.weight.dims[0] ?? 0;
  const features = graph.index.origin(inputOf(findLeaky(graph, first.input, FIRST_SLOPE), 0));
  const spectrum = graph.index.origin(findConvolution(graph, `${module}/noise_convs.0`, 'Conv').input);
  let x = features;
  const stages = STAGES.map((_, index) => {
    const found = findStage(graph, { module, index, input: x, spectrum, style, styleLength });
    x = found.output;
    return found.weights;
  });
  const output = findOutput(graph, { module, input: x, channels: stages.at(-1)?.channels ?? 0 });
  const inverse = findInverse(graph, module);
  checkCount(graph, module);
  const weights = { channels, style: styleLength, stages, output, inverse };
  return { weights, module, features, spectrum, style };
}

interface StagePlace {
  readonly module: string;
  readonly index: number;
  readonly input: string;
  readonly spectrum: string;
  readonly style: string;
  readonly styleLength: number;
}

function findStage(graph: KnownGraph, place: StagePlace): { weights: StageWeights; output: string } {
  const { module, index, spectrum, style, styleLength } = place;
  const shape = STAGES[index];
  if (shape === undefined) throw new RangeError(`There is no stage ${index}`);
  const upsampling = findUpsampling(graph, place, shape.stride);
  const { channels } = upsampling;
  const { kernel, stride, padding } = shape.sourceConvolution;
  const source = findConvolution(graph, `${module}/noise_convs.${index}`, 'Conv');
  checkConvolution(source, {
    dims: [channels, SPECTRUM_CHANNELS, kernel],
    outputs: channels,
    stride,
    padding,
  });
  if (!isSameValue(graph, source.input, spectrum))
    throw new GraphMismatch(`${source.node.name} reads something else`);
  const shared = { style, styleLength, channels };
  const find = (
    name: string,
    input: string,
    size: ResblockPlace['kernel'],
  ): ReturnType<typeof findResblock> =>
    findResblock(graph, { ...shared, module: `${module}/${name}`, input, kernel: size });
  const sourceBlock = find(`noise_res.${index}`, source.output, shape.sourceKernel);
  const sum = outputOf(combinationOf(graph, 'Add', [upsampling.output, sourceBlock.output]));
  const blocks = BLOCK_KERNELS.map((size, block) =>
    find(`resblocks.${index * BLOCK_KERNELS.length + block}`, sum, size),
  );
  const output = findMean(
    graph,
    blocks.map((block) => block.output),
  );
  const weights = {
    channels,
    upsampling: upsampling.weights,
    sourceConvolution: { ...shape.sourceConvolution, weight: source.weight.data, bias: source.bias },
    sourceBlock: sourceBlock.weights,
    blocks: blocks.map((block) => block.weights),
  };
  return { weights, output };
}

function findUpsampling(
  graph: KnownGraph,
  { module, index, input }: StagePlace,
  stride: number,
): { weights: StageWeights['upsampling']; channels: number; output: string } {
  const layer = findConvolution(graph, `${module}/ups.${index}`, 'ConvTranspose');
  const [inputs = 0, channels = 0] = layer.weight.dims;
  checkConvolution(layer, {
    dims: [inputs, channels, 2 * stride],
    outputs: channels,
    stride,
    padding: stride / 2,
  });
  if (channels === 0 || channels % CHANNEL_GROUP !== 0)
    throw new GraphMismatch(`${channels} channels are not for the kernels`);
  const leaky = findLeaky(graph, layer.input, FIRST_SLOPE);
  if (!isSameValue(graph, inputOf(leaky, 0), input))
    throw new GraphMismatch(`${leaky.name} reads something else`);
  const isLast = index === STAGES.length - 1;
  const output = isLast ? findReflection(graph, module, layer.output) : layer.output;
  return { weights: { stride, weight: layer.weight.data, bias: layer.bias }, channels, output };
}

function findLeaky(graph: KnownGraph, value: string, slope: number): ReturnType<typeof makerOf> {
  const node = makerOf(graph, value, 'LeakyRelu');
  const alpha = node.attributes.get('alpha')?.float ?? LAST_SLOPE;
  if (Math.abs(alpha - slope) > 1e-6) throw new GraphMismatch(`${node.name} has the slope ${alpha}`);
  return node;
}

function findReflection(graph: KnownGraph, module: string, input: string): string {
  const node = graph.index.nodeIn(`${module}/reflection_pad`, ['Pad']);
  const fits = node.attributes.get('mode')?.text === 'reflect' && isSameValue(graph, inputOf(node, 0), input);
  if (!fits) throw new GraphMismatch(`${node.name} is no reflection of what was upsampled`);
  return outputOf(node);
}

/** Finds (a + b + c) / 3. */
function findMean(graph: KnownGraph, values: readonly string[]): string {
  const sum = values.reduce((total, value) => outputOf(combinationOf(graph, 'Add', [total, value])));
  for (const user of usersOf(graph, sum)) {
    const factor = graph.constants.readScalar(user.inputs[1] ?? '');
    if (user.opType === 'Div' && factor === values.length) return outputOf(user);
    if (user.opType === 'Mul' && factor !== null && Math.abs(factor * values.length - 1) < 1e-3)
      return outputOf(user);
  }
  throw new GraphMismatch(`${sum} is not averaged`);
}

function findOutput(
  graph: KnownGraph,
  { module, input, channels }: { readonly module: string; readonly input: string; readonly channels: number },
): GeneratorWeights['output'] {
  const layer = findConvolution(graph, `${module}/conv_post`, 'Conv');
  checkConvolution(layer, {
    dims: [SPECTRUM_CHANNELS, channels, OUTPUT_KERNEL],
    outputs: SPECTRUM_CHANNELS,
    padding: (OUTPUT_KERNEL - 1) / 2,
  });
  const leaky = findLeaky(graph, layer.input, LAST_SLOPE);
  if (!isSameValue(graph, inputOf(leaky, 0), input))
    throw new GraphMismatch(`${leaky.name} reads something else`);
  return { weight: layer.weight.data, bias: layer.bias };
}

/** Finds the two transposed convolutions that turn magnitude · cos(phase) - i · magnitude · sin(phase) into sound. */
function findInverse(graph: KnownGraph, module: string): GeneratorWeights['inverse'] {
  const find = (wave: 'Cos' | 'Sin'): Float32Array => {
    const nodes = graph.index.nodesBelow(module).filter((node) => {
      if (node.opType !== 'ConvTranspose') return false;
      const product = graph.index.producer(graph.index.origin(node.inputs[0] ?? ''));
      const makers = product?.inputs.map((value) => graph.index.producer(graph.index.origin(value))?.opType);
      return product?.opType === 'Mul' && makers?.includes(wave) === true;
    });
    const [node] = nodes;
    if (node === undefined || nodes.length > 1)
      throw new GraphMismatch(`${nodes.length} transforms use ${wave}, not one`);
    const weight = graph.constants.read(inputOf(node, 1));
    checkDims(node.name, weight.dims, [BINS, 1, WINDOW_SAMPLES]);
    return weight.data;
  };
  return { real: find('Cos'), imaginary: find('Sin') };
}

/** Throws where the generator has convolutions that nobody asked for: four of them are the transforms'. */
function checkCount(graph: KnownGraph, module: string): void {
  const opTypes = ['Conv', 'ConvInteger', 'ConvTranspose'];
  const count = graph.index.nodesBelow(module).filter(({ opType }) => opTypes.includes(opType)).length;
  const perStage = 2 + (1 + BLOCK_KERNELS.length) * 6;
  const expected = STAGES.length * perStage + 1 + 4;
  if (count !== expected) throw new GraphMismatch(`${module} has ${count} convolutions, not ${expected}`);
}
