import { floats } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { addLeakyRelu } from './adain.ts';
import { labelled } from './constants.ts';
import { addBiLstm, addConv, addEmbedding, addLayerNorm } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

/** Adds the text encoder: ids `[1, n]` → `[1, hidden, n]`. */
export function addTextEncoder(graph: ModuleBuilder, ids: string, sizes: Sizes): string {
  const { hidden } = sizes;
  const turned = { perm: { ints: [0, 2, 1] } };
  const rows = addEmbedding(graph.module('embedding'), ids, { rows: sizes.tokenCount, columns: hidden });
  let x = graph.node('Transpose', [rows], { attributes: turned });
  for (let index = 0; index < 3; index += 1) {
    const block = graph.module(`cnn.${index}`);
    const folded = block.value('Mul');
    const layer = { inputs: hidden, outputs: hidden, kernel: 5, padding: 2, folded };
    x = addConv(block.module(`cnn.${index}.0`, '0'), x, layer);
    const norm = block.module(`cnn.${index}.1`, '1');
    const steps = norm.node('Transpose', [x], { attributes: turned });
    const options = { channels: hidden, epsilon: 1e-5, parameters: ['gamma', 'beta'] } as const;
    x = addLayerNorm(norm, steps, options);
    // The last one stays turned, as the LSTM reads it.
    if (index < 2) x = norm.node('Transpose_1', [x], { attributes: turned });
    x = addLeakyRelu(block.module('cnn.0.2'), x, { alpha: 0.2 });
  }
  const lstm = graph.module('lstm');
  const steps = lstm.node('Transpose', [x], { attributes: { perm: { ints: [1, 0, 2] } } });
  const half = hidden / 2;
  const states = labelled(lstm, 'ConstantOfShape', floats([2, 1, half], new Float32Array(2 * half)));
  const outputs = addBiLstm(lstm, steps, { inputs: hidden, hidden: half, number: 6929, states });
  return graph.node('Transpose_2', [outputs], { attributes: { perm: { ints: [1, 2, 0] } } });
}
