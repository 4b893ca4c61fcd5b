import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { ints } from '../onnx/model.ts';
import { addAdainBlock } from './adain.ts';
import { addConv } from './layers.ts';
import type { Sizes } from './sizes.ts';

interface DecoderInputs {
  /** Aligned text features `[1, hidden, F]`. */
  readonly text: string;
  /** `[1, 2F]` each. */
  readonly f0: string;
  readonly energy: string;
  /** The decoder's half of the style, `[1, 128]`. */
  readonly style: string;
}

/** Adds the decoder in front of the generator: `[1, generator, 2F]`. */
export function addDecoder(graph: GraphBuilder, inputs: DecoderInputs, sizes: Sizes): string {
  const { hidden, decoder, textResidual, generator } = sizes;
  const { style, text } = inputs;
  const f0 = addCurveConv(graph, inputs.f0, { name: 'F0_conv', gain: 0.01 });
  const energy = addCurveConv(graph, inputs.energy, { name: 'N_conv', gain: 1 });
  const joined = graph.node('Concat', [text, f0, energy], { axis: { int: 1 } });
  let x = addAdainBlock(graph.module('encode'), joined, {
    style,
    inputs: hidden + 2,
    outputs: decoder,
    sizes,
  });
  const residual = addConv(graph.module('asr_res/asr_res.0'), text, {
    inputs: hidden,
    outputs: textResidual,
    kernel: 1,
  });
  for (let index = 0; index < 4; index += 1) {
    const last = index === 3;
    const parts = graph.node('Concat', [x, residual, f0, energy], { axis: { int: 1 } });
    x = addAdainBlock(graph.module(`decode.${index}`), parts, {
      style,
      inputs: decoder + textResidual + 2,
      outputs: last ? generator : decoder,
      upsample: last,
      sizes,
    });
  }
  return x;
}

function addCurveConv(
  graph: GraphBuilder,
  curve: string,
  options: { readonly name: string; readonly gain: number },
): string {
  const row = graph.node('Unsqueeze', [curve, graph.constant(ints([1]))]);
  const { name, gain } = options;
  const shape = { inputs: 1, outputs: 1, kernel: 3, stride: 2, padding: 1 };
  return addConv(graph.module(name), row, { ...shape, gain, bias: { deviation: 0.1 } });
}
