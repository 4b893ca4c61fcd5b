import { checkLinear } from '../../../compute/onnx/check-layer.ts';
import { findLinear } from '../../../compute/onnx/find-layer.ts';
import { findLstm, type FoundLstm } from '../../../compute/onnx/find-lstm.ts';
import { findProduct } from '../../../compute/onnx/find-product.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { collectNodes, type KnownGraph, outputOf } from '../../../compute/onnx/known-graph.ts';
import type { DurationLayerWeights, EncoderWeights } from '../encoder/encoder-weights.ts';
import { readNorm } from './find-norm.ts';
import { AXIS_OPS, JOIN_OPS } from './shape-ops.ts';

const SPEED = 'speed';

/** The duration encoder and what makes durations of its rows. */
export interface FoundDurationEncoder {
  readonly weights: Pick<EncoderWeights, 'durationLayers' | 'durationLstm' | 'durationProjection'>;
  /** Rows of features, to which the style is yet to be added. */
  readonly output: string;
}

/** Where the duration encoder lies in the graph: its module, and the names of the values that it begins and ends at. */
export interface DurationPlace {
  /** The predictor's full path. */
  readonly module: string;
  /** [1, tokens, channels] */
  readonly features: string;
  readonly channels: number;
  readonly style: string;
  readonly styleLength: number;
  /** [1, tokens], before rounding. */
  readonly durations: string;
}

/** Finds the duration encoder; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findDurationEncoder(graph: KnownGraph, place: DurationPlace): FoundDurationEncoder {
  const { module } = place;
  const durationLayers: DurationLayerWeights[] = [];
  let x = place.features;
  const toModule = (number: number): string => `${module}/text_encoder/lstms.${number}`;
  for (let number = 0; graph.index.nodesIn(toModule(number), ['LSTM']).length > 0; number += 2) {
    const lstm = findJoinedLstm(graph, toModule(number), { ...place, stops: [x, place.style] });
    const norm = findStyledNorm(graph, toModule(number + 1), { ...place, states: lstm.output });
    durationLayers.push({ lstm: lstm.weights, ...norm.weights });
    x = norm.output;
  }
  const lstm = findJoinedLstm(graph, `${module}/lstm`, { ...place, stops: [x, place.style] });
  const projection = findProduct(graph, `${module}/duration_proj/linear_layer`);
  const { name } = projection.node;
  collectNodes(graph, projection.input, { name, stops: [lstm.output], ops: AXIS_OPS });
  const end = { name: 'durations', stops: [projection.output, SPEED] };
  const nodes = collectNodes(graph, place.durations, { ...end, ops: [...AXIS_OPS, ...DURATION_OPS] });
  const isPlain = DURATION_OPS.every((op) => nodes.filter(({ opType }) => opType === op).length === 1);
  if (!isPlain) throw new GraphMismatch('Durations are made otherwise');
  const weights = { durationLayers, durationLstm: lstm.weights, durationProjection: projection.weights };
  return { weights, output: x };
}

const DURATION_OPS = ['Sigmoid', 'ReduceSum', 'Div'];

/** Finds an LSTM over rows of features with a row of the style beside each. */
export function findJoinedLstm(
  graph: KnownGraph,
  module: string,
  options: Pick<DurationPlace, 'channels' | 'styleLength'> & {
    readonly stops: readonly string[];
    readonly ops?: readonly string[];
  },
): FoundLstm {
  const lstm = findLstm(graph, module);
  const { inputs, units } = lstm.weights;
  collectNodes(graph, lstm.input, { name: module, stops: options.stops, ops: options.ops ?? JOIN_OPS });
  if (inputs !== options.channels + options.styleLength || 2 * units !== options.channels)
    throw new GraphMismatch(`${module} has other sizes`);
  return lstm;
}

/** Finds a layer norm without weights of its own, whose gain and shift are linear in the style. */
function findStyledNorm(
  graph: KnownGraph,
  module: string,
  { states, channels, style, styleLength }: DurationPlace & { readonly states: string },
): { readonly weights: Omit<DurationLayerWeights, 'lstm'>; readonly output: string } {
  const norm = readNorm(graph, graph.index.nodeIn(module, ['LayerNormalization']), channels);
  collectNodes(graph, norm.input, { name: module, stops: [states], ops: AXIS_OPS });
  const { gain, shift, epsilon } = norm.weights;
  const linear = findLinear(graph, `${module}/fc`);
  checkLinear(linear, { outputs: 2 * channels, inputs: styleLength });
  const product = graph.index.consumers(norm.output).find(({ opType }) => opType === 'Mul');
  const [sum] = product === undefined ? [] : graph.index.consumers(outputOf(product));
  const isPlain = gain.every((value) => value === 1) && shift.every((value) => value === 0);
  if (sum?.opType !== 'Add' || !isPlain || linear.input !== style)
    throw new GraphMismatch(`${module} is no norm that follows the style`);
  const output = outputOf(sum);
  const ops = [...AXIS_OPS, 'Split', 'Slice', 'Mul', 'Add'];
  const nodes = collectNodes(graph, output, { name: module, stops: [norm.output, linear.output], ops });
  const constants = nodes
    .filter(({ opType }) => opType === 'Add' || opType === 'Mul')
    .flatMap(({ inputs }) => inputs.map((input) => graph.constants.readScalar(input)))
    .filter((constant) => constant !== null);
  if (constants.join() !== '1') throw new GraphMismatch(`${module} has another gain`);
  return { weights: { styleWeight: linear.weight.stored, styleBias: linear.bias, epsilon }, output };
}
