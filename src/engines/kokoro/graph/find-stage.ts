import { SPECTRUM_CHANNELS, type StageWeights } from '../tail/generator-weights.ts';
import { checkConvolution } from '../../../compute/onnx/check-layer.ts';
import { findConvolution } from '../../../compute/onnx/find-layer.ts';
import { findLeaky, FIRST_SLOPE } from './find-leaky.ts';
import { findResblock, type ResblockPlace } from './find-resblock.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { combinationOf, inputOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

/** What is fixed in each of the two stages. */
export const STAGES = [
  { stride: 10, sourceConvolution: { kernel: 12, stride: 6, padding: 3 }, sourceKernel: 7 },
  { stride: 6, sourceConvolution: { kernel: 1, stride: 1, padding: 0 }, sourceKernel: 11 },
] as const;
/** Resblocks side by side. */
export const BLOCK_KERNELS = [3, 7, 11] as const;
/** The kernels work on this many channels at a time. */
const CHANNEL_GROUP = 16;

/** Where a stage is, and what goes in. */
export interface StagePlace {
  readonly module: string;
  readonly index: number;
  readonly input: string;
  readonly spectrum: string;
  readonly style: string;
  readonly styleLength: number;
}

/** Finds a stage's weights, and the value that it computes. */
export function findStage(graph: KnownGraph, place: StagePlace): { weights: StageWeights; output: string } {
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
  if (source.input !== spectrum) throw new GraphMismatch(`${source.node.name} reads something else`);
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
    sourceConvolution: { ...shape.sourceConvolution, weight: source.weight.stored, bias: source.bias },
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
  if (inputOf(leaky, 0) !== input) throw new GraphMismatch(`${leaky.name} reads something else`);
  const isLast = index === STAGES.length - 1;
  const output = isLast ? findReflection(graph, module, layer.output) : layer.output;
  const weights = {
    stride,
    get weight() {
      return layer.weight.stored;
    },
    bias: layer.bias,
  };
  return { weights, channels, output };
}

function findReflection(graph: KnownGraph, module: string, input: string): string {
  const node = graph.index.nodeIn(`${module}/reflection_pad`, ['Pad']);
  const fits = node.attributes.get('mode')?.text === 'reflect' && inputOf(node, 0) === input;
  if (!fits) throw new GraphMismatch(`${node.name} is no reflection of what was upsampled`);
  return outputOf(node);
}

/** Finds (a + b + c) / 3. */
function findMean(graph: KnownGraph, values: readonly string[]): string {
  const sum = values.reduce((total, value) => outputOf(combinationOf(graph, 'Add', [total, value])));
  for (const user of graph.index.consumers(sum)) {
    const factor = graph.constants.readScalar(user.inputs[1] ?? '');
    if (user.opType === 'Div' && factor === values.length) return outputOf(user);
    if (user.opType === 'Mul' && factor !== null && Math.abs(factor * values.length - 1) < 1e-3)
      return outputOf(user);
  }
  throw new GraphMismatch(`${sum} is not averaged`);
}
