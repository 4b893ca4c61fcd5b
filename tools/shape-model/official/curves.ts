import { ints } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { addAdainBlock, type Normaliser } from './adain.ts';
import { shared } from './constants.ts';
import { addBiLstm, addConv, addFirstStates } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

interface Options {
  /** The prosody's half of the style, `[1, styleSize]`. */
  readonly style: string;
  readonly sizes: Sizes;
}

/** Adds the F0 and energy curves: aligned features `[1, hidden + style, F]` → two of `[1, 2F]`. */
export function addCurves(
  graph: ModuleBuilder,
  aligned: string,
  options: Options,
): { readonly f0: string; readonly energy: string } {
  const steps = addShared(graph.module('shared', 'predictor.shared'), aligned, options.sizes);
  let columns: string | undefined;
  const block = {
    ...options,
    steps,
    // Both curves read the same transposition; it is added where it is first needed.
    columns: () =>
      (columns ??= graph.node('Transpose_2', [steps], { attributes: { perm: { ints: [1, 2, 0] } } })),
  };
  // Around 150 Hz, now and then below the 10 Hz that count as unvoiced.
  const f0 = addCurve(graph, block, {
    ...{ name: 'F0', gain: 60, bias: { mean: 150, deviation: 0 } },
    ...{ normaliser: 'steps', squeeze: 'Squeeze', reshape: 'Reshape' },
  });
  const energy = addCurve(graph, block, {
    ...{ name: 'N', gain: 1, bias: { deviation: 0.1 } },
    ...{ normaliser: { by: f0.normalised }, squeeze: 'Squeeze_1', reshape: 'Reshape_1' },
  });
  return { f0: f0.curve, energy: energy.curve };
}

/** Adds the LSTM that both curves share: `[1, hidden + style, F]` → `[F, 1, hidden]`. */
function addShared(graph: ModuleBuilder, aligned: string, sizes: Sizes): string {
  const steps = graph.node('Transpose', [aligned], { attributes: { perm: { ints: [2, 0, 1] } } });
  const shape = graph.node('Shape', [aligned], { outputs: [`${graph.path}/Shape`] });
  const order = graph.constant('const_transpose_optimizer_token_24', () => ints([0, 2, 1]));
  const turned = graph.node('Gather', [shape, order], {
    name: 'Gather_token_25',
    outputs: [graph.value('Shape')],
    attributes: { axis: { int: 0 } },
  });
  const hidden = sizes.hidden / 2;
  const states = addFirstStates(graph, turned, hidden);
  return addBiLstm(graph, steps, { inputs: sizes.hidden + sizes.style, hidden, number: 6980, states });
}

interface CurveOptions {
  readonly name: 'F0' | 'N';
  readonly gain: number;
  readonly bias: { readonly mean?: number; readonly deviation: number };
  readonly normaliser: Normaliser;
  readonly squeeze: string;
  readonly reshape: string;
}

function addCurve(
  graph: ModuleBuilder,
  input: Options & { readonly steps: string; readonly columns: () => string },
  options: CurveOptions,
): { readonly curve: string; readonly normalised: string } {
  const { name, gain, bias, normaliser } = options;
  const { style, sizes, columns } = input;
  const { hidden } = sizes;
  const half = hidden / 2;
  const module = (index: number): ModuleBuilder =>
    graph.module(`${name}.${index}`, `predictor.${name}.${index}`);
  const common = { style, styleSize: sizes.style };
  const first = addAdainBlock(module(0), input.steps, {
    ...{ ...common, inputs: hidden, outputs: hidden },
    ...{ normaliser, columns },
  });
  const second = addAdainBlock(module(1), first.output, {
    ...{ ...common, inputs: hidden, outputs: half, upsample: true },
  });
  const third = addAdainBlock(module(2), second.output, { ...common, inputs: half, outputs: half });
  const projected = addConv(graph.module(`${name}_proj`, `predictor.${name}_proj`), third.output, {
    ...{ inputs: half, outputs: 1, kernel: 1, gain, bias },
  });
  const flat = graph.node(options.squeeze, [projected, shared(graph, 'one')]);
  const curve = graph.node(options.reshape, [flat, shared(graph, 'row')]);
  return { curve, normalised: first.normalised };
}
