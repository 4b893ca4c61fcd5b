import type { DecoderWeights } from '../tail/front-weights.ts';
import { checkConvolution } from '../../../compute/onnx/check-layer.ts';
import { findAdainBlock } from './find-adain-block.ts';
import type { FoundGenerator } from './find-generator.ts';
import { findConvolution, toFloatLayer, toPlain, type FoundLayer } from '../../../compute/onnx/find-layer.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

const BLOCKS = 4;

/** The decoder's weights, and the values in the graph that it is fed with besides the style. */
export interface FoundDecoder {
  readonly weights: DecoderWeights;
  /** The aligned text [1, channels, F]. */
  readonly text: string;
  /** [1, 1, 2F] each. */
  readonly f0: string;
  readonly energy: string;
}

/** Finds the decoder in front of a generator; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findDecoder(graph: KnownGraph, generator: FoundGenerator): FoundDecoder {
  const module = generator.module.replace(/\/generator$/, '');
  const f0 = findHalving(graph, `${module}/F0_conv`);
  const energy = findHalving(graph, `${module}/N_conv`);
  const curves = [f0.output, energy.output];
  const entry = findJoint(graph, curves, (inputs) => inputs.length === 3);
  const text = entry.inputs[0] ?? '';
  const residual = findConvolution(graph, `${module}/asr_res/asr_res.0`, 'Conv');
  const [residualChannels = 0, channels = 0] = residual.weight.dims;
  checkConvolution(residual, { dims: [residualChannels, channels, 1], outputs: residualChannels });
  if (residual.input !== text) throw new GraphMismatch(`${residual.node.name} reads something else`);
  const { style, weights } = generator;
  const shared = { style, styleLength: weights.style };
  const encode = findAdainBlock(graph, {
    ...shared,
    ...{ module: `${module}/encode`, input: entry.output, inputs: channels + 2, doubles: false },
  });
  let { output } = encode;
  let inputs = encode.weights.outputs;
  const blocks = Array.from({ length: BLOCKS }, (_, index) => {
    const joint = findJoint(graph, curves, ([first = '', second = '']) => {
      return first === output && second === residual.output;
    });
    const place = { module: `${module}/decode.${index}`, input: joint.output, doubles: index === BLOCKS - 1 };
    const width = inputs + residualChannels + 2;
    const block = findAdainBlock(graph, { ...shared, ...place, inputs: width });
    ({ output } = block);
    inputs = block.weights.outputs;
    return block.weights;
  });
  if (output !== generator.features) throw new GraphMismatch(`${generator.features} comes from elsewhere`);
  checkWidths(encode.weights.outputs, blocks);
  return {
    weights: {
      ...{ channels, style: weights.style, encode: encode.weights, blocks },
      residual: toPlain(residual),
      ...{ f0: toFloatLayer(f0), energy: toFloatLayer(energy) },
    },
    ...{ text, f0: f0.input, energy: energy.input },
  };
}

/** All blocks share one set of rows, so all but the last must give as many channels as the first is given. */
function checkWidths(channels: number, blocks: DecoderWeights['blocks']): void {
  const fits = blocks.slice(0, -1).every(({ outputs }) => outputs === channels);
  if (!fits) throw new GraphMismatch('The blocks of the decoder differ in width');
}

/** Finds what brings a curve to one value a frame. */
function findHalving(graph: KnownGraph, module: string): FoundLayer {
  const layer = findConvolution(graph, module, 'Conv');
  checkConvolution(layer, { dims: [1, 1, 3], outputs: 1, stride: 2, padding: 1 });
  return layer;
}

/** Finds where values are put side by side, both curves last. */
function findJoint(
  graph: KnownGraph,
  curves: readonly string[],
  fits: (inputs: readonly string[]) => boolean,
): { readonly inputs: readonly string[]; readonly output: string } {
  const [f0 = '', energy = ''] = curves;
  const node = graph.index
    .consumers(f0)
    .find(
      ({ opType, inputs }) =>
        opType === 'Concat' && inputs.at(-2) === f0 && inputs.at(-1) === energy && fits(inputs),
    );
  if (node === undefined) throw new GraphMismatch('Nothing joins the curves to the features');
  return { inputs: node.inputs, output: outputOf(node) };
}
