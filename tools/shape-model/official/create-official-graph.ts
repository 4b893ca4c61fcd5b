import type { Model } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { addAlbert } from './albert.ts';
import { halves, shared } from './constants.ts';
import { addCurves } from './curves.ts';
import { addDecoder } from './decoder.ts';
import { addAlignment, addDurationEncoder, addDurations } from './duration-encoder.ts';
import { addGenerator } from './generator.ts';
import { addLinear } from './layers.ts';
import { ModuleBuilder, type CreateWeight } from './module-builder.ts';
import { addTextEncoder } from './text-encoder.ts';

/**
 * Puts Kokoro's graph together in fp32, with made-up weights, spelled as the official files are: exported by PyTorch,
 * then simplified by ONNX Runtime's optimiser. With `durations` it has that second output, as the timestamped files do.
 */
export function createOfficialGraph(
  sizes: Sizes,
  options: { readonly durations?: boolean; readonly createWeight?: CreateWeight } = {},
): Model {
  const { durations: hasDurations = false, createWeight } = options;
  const graph = ModuleBuilder.create(createWeight);
  const encoder = graph.module('encoder');
  const [decoderStyle = '', prosodyStyle = ''] = graph.nodes('Split', ['style', halves(graph, sizes.style)], {
    name: '/decoder/Slice/GatherSliceToSplitFusion/',
    outputs: ['/decoder/Slice_output_0', '/encoder/Slice_output_0'],
    attributes: { axis: { int: 1 } },
  });
  const prosody = { style: prosodyStyle, sizes };
  const hidden = addAlbert(encoder.module('bert'), 'input_ids', sizes);
  const features = addLinear(encoder.module('bert_encoder'), hidden, {
    ...{ inputs: sizes.bertHidden, outputs: sizes.hidden, number: '6704' },
  });
  const encoded = addDurationEncoder(encoder.module('predictor/text_encoder'), features, prosody);
  const durations = addDurations(encoder, encoded, { ...prosody, speed: 'speed', hasOutput: hasDurations });
  const alignment = addAlignment(encoder, durations);
  const aligned = encoder.node('FusedMatMul', [encoded, alignment], {
    name: '/encoder/MatMul/MatmulTransposeFusion/',
    outputs: [encoder.value('MatMul')],
    attributes: { alpha: { float: 1 }, transA: { int: 1 }, transB: { int: 0 } },
    domain: 'com.microsoft',
  });
  const { f0, energy } = addCurves(encoder, aligned, prosody);
  const columns = addTextEncoder(encoder.module('text_encoder'), 'input_ids', sizes);
  const text = encoder.node('MatMul_1', [columns, alignment]);

  const decoder = graph.module('decoder');
  const inner = decoder.module('decoder');
  const decoded = addDecoder(inner, { text, f0, energy, style: decoderStyle }, sizes);
  const sound = addGenerator(inner.module('generator'), { ...decoded, style: decoderStyle }, sizes);
  const rows = decoder.node('Gather', [sound, shared(decoder, 'index0')], {
    attributes: { axis: { int: 1 } },
  });
  decoder.node('Reshape', [rows, shared(decoder, 'row')], { outputs: ['waveform'] });
  return graph.toModel({
    inputs: [
      { name: 'input_ids', type: 'int64', dims: [1, 'sequence_length'] },
      { name: 'style', type: 'float32', dims: [1, 2 * sizes.style] },
      { name: 'speed', type: 'float32', dims: [1] },
    ],
    outputs: [
      { name: 'waveform', type: 'float32', dims: [1, 'num_samples'] },
      ...(hasDurations
        ? [{ name: 'durations', type: 'float32' as const, dims: [1, 'sequence_length'] }]
        : []),
    ],
  });
}
