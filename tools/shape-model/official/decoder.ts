import type { Sizes } from '../sizes.ts';
import { addAdainBlock } from './adain.ts';
import { shared } from './constants.ts';
import { addConv } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

interface DecoderInputs {
  /** Aligned text features `[1, hidden, F]`. */
  readonly text: string;
  /** `[1, 2F]` each. */
  readonly f0: string;
  readonly energy: string;
  /** The decoder's half of the style, `[1, styleSize]`. */
  readonly style: string;
}

/** Adds the decoder in front of the generator: `[1, generator, 2F]`, and the F0 curve as `[1, 1, 2F]`. */
export function addDecoder(
  graph: ModuleBuilder,
  inputs: DecoderInputs,
  sizes: Sizes,
): { readonly features: string; readonly f0: string } {
  const { hidden, decoder, textResidual, generator } = sizes;
  const { style, text } = inputs;
  const row = graph.node('Unsqueeze', [inputs.f0, shared(graph, 'one')]);
  const f0 = addCurveConv(graph.module('F0_conv'), row, { gain: 0.01, folded: graph.value('Mul') });
  const energyRow = graph.node('Unsqueeze_1', [inputs.energy, shared(graph, 'one')]);
  const energy = addCurveConv(graph.module('N_conv'), energyRow, { gain: 1, folded: graph.value('Mul_1') });
  const join = (label: string, parts: readonly string[]): string =>
    graph.node(label, parts, { attributes: { axis: { int: 1 } } });
  const joined = join('Concat', [text, f0, energy]);
  const block = { style, styleSize: sizes.style };
  const width = { ...block, inputs: hidden + 2, outputs: decoder };
  let x = addAdainBlock(graph.module('encode'), joined, width).output;
  const residual = addConv(graph.module('asr_res/asr_res.0', 'asr_res.0'), text, {
    ...{ inputs: hidden, outputs: textResidual, kernel: 1 },
    folded: graph.module('asr_res').value('Mul'),
  });
  for (let index = 0; index < 4; index += 1) {
    const last = index === 3;
    const parts = join(`Concat_${index + 1}`, [x, residual, f0, energy]);
    x = addAdainBlock(graph.module(`decode.${index}`), parts, {
      ...block,
      inputs: decoder + textResidual + 2,
      outputs: last ? generator : decoder,
      upsample: last,
    }).output;
  }
  return { features: x, f0: row };
}

function addCurveConv(
  graph: ModuleBuilder,
  row: string,
  options: { readonly gain: number; readonly folded: string },
): string {
  const shape = { inputs: 1, outputs: 1, kernel: 3, stride: 2, padding: 1 };
  return addConv(graph, row, { ...shape, ...options, bias: { deviation: 0.1 } });
}
