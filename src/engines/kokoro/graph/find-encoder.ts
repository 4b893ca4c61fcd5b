import { collectNodes, inputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import type { EncoderWeights } from '../encoder/encoder-weights.ts';
import { findBert } from './find-bert.ts';
import type { FoundDecoder } from './find-decoder.ts';
import { findDurationEncoder, findJoinedLstm } from './find-duration-encoder.ts';
import { findRounded } from './find-durations.ts';
import type { FoundProsody } from './find-prosody.ts';
import { findTextEncoder } from './find-text-encoder.ts';
import { ALIGNMENT_OPS, AXIS_OPS } from './shape-ops.ts';

/** Columns that the kernels compute at once. */
const COLUMNS = 8;

/** All that is computed before the curves and the decoder. */
export interface FoundEncoder {
  readonly weights: EncoderWeights;
  /** Where the decoder's and the prosody's parts begin in the style that the model is given. */
  readonly styleParts: { readonly decoder: number; readonly prosody: number };
}

/** Finds the encoder in front of prosody and decoder; throws `GraphMismatch` where it is built otherwise. */
export function findEncoder(
  graph: KnownGraph,
  {
    decoder,
    prosody,
    style,
  }: { readonly decoder: FoundDecoder; readonly prosody: FoundProsody; readonly style: string },
): FoundEncoder {
  const { module } = prosody;
  const durations = findRounded(graph.index.model);
  if (durations === null) throw new GraphMismatch('The graph has no durations');
  const styleLength = prosody.weights.style;
  const bert = findBert(graph, `${module}/bert`);
  const channels = bert.weights.exit.outputs;
  const shared = { style: prosody.style, styleLength, channels };
  const place = { ...shared, module: `${module}/predictor`, features: bert.output, durations };
  const duration = findDurationEncoder(graph, place);
  const stops = [duration.output, prosody.style, durations];
  const frames = findJoinedLstm(graph, `${module}/shared`, { ...shared, stops, ops: ALIGNMENT_OPS });
  collectNodes(graph, prosody.states, { name: `${module}/shared`, stops: [frames.output], ops: AXIS_OPS });
  const text = findTextEncoder(graph, `${module}/text_encoder`);
  const aligned = { name: 'the aligned text', stops: [text.output, durations], ops: ALIGNMENT_OPS };
  collectNodes(graph, decoder.text, aligned);
  const weights = {
    ...{ style: styleLength, bert: bert.weights, text: text.weights },
    ...{ ...duration.weights, frameLstm: frames.weights },
  };
  checkSizes(weights);
  const styleParts = {
    decoder: findStylePart(graph, style),
    prosody: findStylePart(graph, prosody.style),
  };
  return { weights, styleParts };
}

/** Throws `GraphMismatch` where rows are not of whole blocks of columns. */
function checkSizes({ style, bert, text, frameLstm }: EncoderWeights): void {
  const { width, entry, query, widening, exit } = bert;
  const sizes = [style, width, entry.outputs, query.outputs, widening.outputs, exit.outputs];
  if ([...sizes, text.channels, frameLstm.units].some((size) => size % COLUMNS !== 0))
    throw new GraphMismatch('The rows of the encoder are not for the kernels');
}

const STYLE = 'style';

/** Finds which part of the style, as the model's input, a value is: the number of its first element. */
function findStylePart(graph: KnownGraph, value: string): number {
  const { index, constants } = graph;
  const node = index.producer(value);
  const source = node === null ? '' : node.inputs[0];
  if (node === null || source !== STYLE) throw new GraphMismatch(`${value} is no part of the style`);
  if (node.opType === 'Slice') {
    const [start] = constants.read(inputOf(node, 1)).data;
    if (start !== undefined && start >= 0) return start;
  }
  if (node.opType === 'Split' && (node.inputs[1] ?? '') !== '') {
    const sizes = constants.read(inputOf(node, 1)).data;
    return sizes.slice(0, node.outputs.indexOf(value)).reduce((sum, size) => sum + size, 0);
  }
  throw new GraphMismatch(`${node.name} takes the style apart otherwise`);
}
