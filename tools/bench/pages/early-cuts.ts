import { copyPart } from '../../../src/engine/onnx/cut-model.ts';
import { findConvolution } from '../../../src/engine/onnx/find-layer.ts';
import { toKnownGraph } from '../../../src/engine/onnx/known-graph.ts';
import { readModel } from '../../../src/engine/onnx/read-model.ts';

/** Beginnings of Kokoro, each a model of its own. */
export interface EarlyCuts {
  /** Up to the durations. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Up to the curves of pitch and energy. */
  readonly prosody: Uint8Array<ArrayBuffer>;
}

/** Copies the beginnings of a serialized model; throws where it is not built like Kokoro. */
export function cutEarly(bytes: Uint8Array): EarlyCuts {
  const model = readModel(bytes);
  const graph = toKnownGraph(model);
  const decoder = graph.index.findModule('/decoder/F0_conv').replace(/\/F0_conv$/, '');
  const curves = ['F0_conv', 'N_conv'].map(
    (name) => findConvolution(graph, `${decoder}/${name}`, 'Conv').input,
  );
  const durations = { value: 'durations', name: 'early_durations' };
  return {
    text: copyPart(model, { outputs: [durations] }),
    prosody: copyPart(model, {
      outputs: [durations, ...curves.map((value, index) => ({ value, name: `curve_${index}` }))],
    }),
  };
}
