import { CHANNEL_GROUP } from '../../../compute/kernels/assembly/layout.ts';
import { isKernelSize } from '../../../compute/kernels/tilings.ts';
import { checkConvolution } from '../../../compute/onnx/check-layer.ts';
import { findConvolution } from '../../../compute/onnx/find-layer.ts';
import { findLstm } from '../../../compute/onnx/find-lstm.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { collectNodes, inputOf, type KnownGraph, outputOf } from '../../../compute/onnx/known-graph.ts';
import type { TextBlockWeights, TextWeights } from '../encoder/encoder-weights.ts';
import { readNorm } from './find-norm.ts';
import { AXIS_OPS } from './shape-ops.ts';

const IDS = 'input_ids';

/** The text encoder, and the states [tokens, 2, 1, units] of its LSTM. */
export interface FoundTextEncoder {
  readonly weights: TextWeights;
  readonly output: string;
}

/** Finds the text encoder in a module; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findTextEncoder(graph: KnownGraph, module: string): FoundTextEncoder {
  const { index, constants } = graph;
  const lookUp = index.nodeIn(`${module}/embedding`, ['Gather']);
  const { data: table, dims } = constants.read(inputOf(lookUp, 0));
  const [, channels = 0] = dims;
  if (inputOf(lookUp, 1) !== IDS) throw new GraphMismatch(`${lookUp.name} looks something else up`);
  const lstm = findLstm(graph, `${module}/lstm`);
  const kernel = findConvolution(graph, `${module}/cnn.0/cnn.0.0`, 'Conv').weight.dims[2] ?? 0;
  const blocks: TextBlockWeights[] = [];
  let from = outputOf(lookUp);
  for (
    let number = 0;
    index.nodesIn(`${module}/cnn.${number}/cnn.${number}.0`, ['Conv']).length > 0;
    number += 1
  ) {
    const next = `${module}/cnn.${number + 1}/cnn.${number + 1}.0`;
    const isLast = index.nodesIn(next, ['Conv']).length === 0;
    const to = isLast ? lstm.input : findConvolution(graph, next, 'Conv').input;
    const block = findBlock(graph, `${module}/cnn.${number}/cnn.${number}`, { from, to, channels, kernel });
    blocks.push(block.weights);
    from = block.output;
  }
  const last = { name: `${module}/lstm`, stops: [from], ops: AXIS_OPS };
  collectNodes(graph, lstm.input, last);
  const fits = lstm.weights.inputs === channels && 2 * lstm.weights.units === channels;
  if (!fits || channels % CHANNEL_GROUP !== 0 || kernel % 2 === 0 || !isKernelSize(kernel))
    throw new GraphMismatch(`${module} has other sizes`);
  return { weights: { channels, kernel, table, blocks, lstm: lstm.weights }, output: lstm.output };
}

interface BlockPlace {
  readonly from: string;
  /** What the next layer reads. */
  readonly to: string;
  readonly channels: number;
  readonly kernel: number;
}

function findBlock(
  graph: KnownGraph,
  module: string,
  { from, to, channels, kernel }: BlockPlace,
): { readonly weights: TextBlockWeights; readonly output: string } {
  const layer = findConvolution(graph, `${module}.0`, 'Conv');
  const dims = [channels, channels, kernel];
  checkConvolution(layer, { dims, outputs: channels, padding: (kernel - 1) / 2 });
  collectNodes(graph, layer.input, { name: layer.node.name, stops: [from], ops: AXIS_OPS });
  const norm = readNorm(graph, graph.index.nodeIn(`${module}.1`, ['LayerNormalization']), channels);
  collectNodes(graph, norm.input, { name: `${module}.1`, stops: [layer.output], ops: AXIS_OPS });
  const bend = { name: `${module}.2`, stops: [norm.output], ops: [...AXIS_OPS, 'LeakyRelu'] };
  const bends = collectNodes(graph, to, bend).filter(({ opType }) => opType === 'LeakyRelu');
  const [leaky, ...others] = bends;
  if (leaky === undefined || others.length > 0) throw new GraphMismatch(`${module} is bent otherwise`);
  const weights = {
    get weight() {
      return layer.weight.stored;
    },
    ...{ bias: layer.bias, norm: norm.weights, slope: leaky.attributes.get('alpha')?.float ?? 0.01 },
  };
  return { weights, output: outputOf(leaky) };
}
