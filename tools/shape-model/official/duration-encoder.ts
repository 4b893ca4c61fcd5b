import { floats } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { addStyleGains } from './adain.ts';
import { labelled, shared } from './constants.ts';
import { addBiLstm, addFirstStates, addLength, addLinear } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

interface Options {
  /** The prosody's half of the style, `[1, styleSize]`. */
  readonly style: string;
  readonly sizes: Sizes;
}

/** Numbers of the exporter for the biases of the three LSTMs. */
const LSTM_NUMBERS = [6748, 6793, 6838];
/** Numbers of the optimiser for the transpositions it moved to γ. */
const TRANSPOSE_TOKENS = ['', '_token_22', '_token_23'];

/** Adds the duration encoder: features `[1, n, hidden]` and the prosody style → `[1, n, hidden + style]`. */
export function addDurationEncoder(graph: ModuleBuilder, features: string, options: Options): string {
  const style = addStyleRows(graph, features, options.style);
  const join = (label: string, values: string): string =>
    graph.node(label, [values, style], { attributes: { axis: { int: 2 } } });
  let x = join('Concat_1', features);
  LSTM_NUMBERS.forEach((number, layer) => {
    const states = addSequenceLstm(graph.module(`lstms.${2 * layer}`), x, { ...options, number });
    const normalised = addAdaptiveLayerNorm(graph.module(`lstms.${2 * layer + 1}`), states, {
      ...options,
      token: TRANSPOSE_TOKENS[layer] ?? '',
    });
    x = join(`Concat_${layer + 2}`, normalised);
  });
  return x;
}

/** Adds one row of the style for each token: `[1, n, styleSize]`. */
function addStyleRows(graph: ModuleBuilder, features: string, style: string): string {
  const shape = graph.node('Shape', [features]);
  const rows = addLength(graph, shape, { index: 'index0', labels: ['Gather', 'Unsqueeze'] });
  const columns = addLength(graph, shape, { index: 'index1', labels: ['Gather_1', 'Unsqueeze_1'] });
  const wanted = graph.node('Concat', [rows, columns, shared(graph, 'minusOne')], {
    outputs: [graph.value('Reshape')],
    attributes: { axis: { int: 0 } },
  });
  const isWhole = graph.node('Equal', [wanted, shared(graph, 'minusOnes3')]);
  const target = graph.node('Where', [isWhole, shared(graph, 'ones3'), wanted]);
  return graph.node('Expand', [style, target]);
}

/** Adds an LSTM over `[1, n, hidden + style]` in its own module: `[1, n, hidden]`. */
function addSequenceLstm(
  graph: ModuleBuilder,
  input: string,
  { number, sizes }: Options & { readonly number: number },
): string {
  const swap = { perm: { ints: [1, 0, 2] } };
  const steps = graph.node('Transpose', [input], { attributes: swap });
  const hidden = sizes.hidden / 2;
  const states = addFirstStates(graph, graph.node('Shape', [input]), hidden);
  const inputs = sizes.hidden + sizes.style;
  const outputs = addBiLstm(graph, steps, { inputs, hidden, number, states });
  return graph.node('Transpose_2', [outputs], { attributes: swap });
}

function addAdaptiveLayerNorm(
  graph: ModuleBuilder,
  input: string,
  options: Options & { readonly token: string },
): string {
  const { hidden, style } = options.sizes;
  const turned = { perm: { ints: [0, 2, 1] } };
  const { gain, shift } = addStyleGains(
    graph,
    { style: options.style, styleSize: style, channels: hidden },
    { outputs: [`${graph.path}/Add_1`] },
  );
  const gains = graph.node('Transpose', [gain], {
    name: `Transpose${options.token}`,
    outputs: [graph.value('Add_1')],
    attributes: turned,
  });
  const owner = '/encoder/predictor/text_encoder/lstms.1';
  const fill = (value: number) => () => floats([hidden], new Float32Array(hidden).fill(value));
  const ones = graph.constant(`${owner}/Constant_7_output_0`, fill(1));
  const zeros = graph.constant(`${owner}/Constant_8_output_0`, fill(0));
  const normalised = graph.node('LayerNormalization', [input, ones, zeros], {
    attributes: { axis: { int: -1 }, epsilon: { float: 1e-5 }, stash_type: { int: 1 } },
  });
  const product = graph.node('Mul_2', [gains, normalised]);
  return graph.node('Add_2', [product, graph.node('Transpose_1', [shift], { attributes: turned })]);
}

/** Adds the durations in frames, before rounding: `[1, n, hidden + style]` → `[1, n]`, about 3 at speed 1. */
export function addDurations(
  graph: ModuleBuilder,
  encoded: string,
  options: Options & { readonly speed: string; readonly hasOutput: boolean },
): string {
  const { hidden, maxDuration } = options.sizes;
  const predictor = graph.module('predictor');
  const states = addSequenceLstm(predictor.module('lstm'), encoded, { ...options, number: 6883 });
  const logits = addLinear(predictor.module('duration_proj/linear_layer'), states, {
    inputs: hidden,
    outputs: maxDuration,
    number: '6886',
    gain: 3,
    bias: { mean: -3.3, deviation: 0.1 },
  });
  const chances = predictor.node('Sigmoid', [logits]);
  const sums = predictor.node('ReduceSum', [chances, shared(graph, 'minusOne')], {
    attributes: { keepdims: { int: 0 }, noop_with_empty_axes: { int: 0 } },
  });
  const output = options.hasOutput ? { outputs: ['durations'] } : {};
  return graph.node('Div', [sums, options.speed], output);
}

/** Adds the one-hot alignment `[n, F]`: token t owns the frames between the sums of the durations before and after it. */
export function addAlignment(graph: ModuleBuilder, durations: string): string {
  const int64 = { to: { int: 7 } };
  const float = { to: { int: 1 } };
  const clipped = graph.node('Clip', [graph.node('Round', [durations]), shared(graph, 'float1'), '']);
  const frames = graph.node('Cast', [clipped], { attributes: int64 });
  const row = graph.node('Gather', [frames, shared(graph, 'index0')], { attributes: { axis: { int: 0 } } });
  const axis = labelled(graph, 'Constant_7', {
    type: 'int32',
    dims: [],
    data: new Uint8Array(4),
  });
  const ends = graph.node('CumSum', [row, axis], {
    attributes: { exclusive: { int: 0 }, reverse: { int: 0 } },
  });
  const total = graph.node('Gather_1', [ends, shared(graph, 'lastIndex')], {
    outputs: [graph.value('Cast_1')],
    attributes: { axis: { int: 0 } },
  });
  const range = graph.node('Range', [shared(graph, 'index0'), total, shared(graph, 'index1')]);
  const indices = graph.node('Unsqueeze', [range, shared(graph, 'zero')]);
  const before = graph.node('Slice_1', [
    ends,
    ...(['zero', 'minusOne', 'zero', 'one'] as const).map((key) => shared(graph, key)),
  ]);
  const first = labelled(graph, 'Constant_14', floats([1], [0]));
  const sums = graph.node('Cast_2', [before], { attributes: float });
  const starts = graph.node('Concat', [first, sums], { attributes: { axis: { int: 0 } } });
  const begun = graph.node('GreaterOrEqual', [
    graph.node('Cast_3', [indices], { attributes: float }),
    graph.node('Unsqueeze_1', [starts, shared(graph, 'one')]),
  ]);
  const unfinished = graph.node('Less', [indices, graph.node('Unsqueeze_2', [ends, shared(graph, 'one')])]);
  return graph.node('Cast_4', [graph.node('And', [begun, unfinished])], { attributes: float });
}
