import { GraphBuilder } from '../onnx/graph-builder.ts';
import { ints, type Model } from '../onnx/model.ts';
import { addAlbert } from './albert.ts';
import { addAlignment } from './alignment.ts';
import { addDecoder } from './decoder.ts';
import { addGenerator } from './generator.ts';
import { addLinear } from './layers.ts';
import { addCurves, addDurationEncoder, addDurations } from './prosody.ts';
import { SIZES, type Sizes, type Width } from './sizes.ts';
import type { Noise } from './source.ts';
import { addTextEncoder } from './text-encoder.ts';

const OPSET = 17;

/** Puts Kokoro's graph together at a width, in fp32, with made-up weights. */
export function createShapeGraph(options: { readonly width: Width; readonly noise: Noise }): Model {
  const sizes = SIZES[options.width];
  const graph = new GraphBuilder();
  const ids = graph.input('input_ids', 'int64', [1, 'n']);
  const style = graph.input('style', 'float32', [1, 2 * sizes.style]);
  const speed = graph.input('speed', 'float32', [1]);
  const encoder = graph.module('encoder');
  const decoderStyle = addHalf(graph, style, [0, sizes.style]);
  const prosodyStyle = addHalf(encoder, style, [sizes.style, 2 * sizes.style]);
  const prosody = { style: prosodyStyle, sizes };

  const features = addFeatures(encoder, ids, sizes);
  const predictor = encoder.module('predictor');
  const encoded = addDurationEncoder(predictor.module('text_encoder'), features, prosody);
  const durations = addDurations(predictor, encoded, { speed, sizes });
  const alignment = addAlignment(encoder, durations);
  const columns = encoder.node('Transpose', [encoded], { perm: { ints: [1, 2, 0] } });
  const { f0, energy } = addCurves(encoder, encoder.node('MatMul', [columns, alignment]), prosody);
  const textColumns = addTextEncoder(encoder.module('text_encoder'), ids, sizes);
  const text = encoder.node('MatMul', [textColumns, alignment]);

  const decoder = graph.module('decoder/decoder');
  const decoderFeatures = addDecoder(decoder, { text, f0, energy, style: decoderStyle }, sizes);
  const waveform = addGenerator(
    decoder.module('generator'),
    { features: decoderFeatures, f0, style: decoderStyle },
    { sizes, noise: options.noise },
  );
  graph.output(waveform, { name: 'waveform', type: 'float32', dims: [1, 'T'] });
  graph.output(durations, { name: 'durations', type: 'float32', dims: [1, 'n'] });
  return graph.toModel('shape', OPSET);
}

function addFeatures(encoder: GraphBuilder, ids: string, sizes: Sizes): string {
  const hidden = addAlbert(encoder.module('bert'), ids, sizes);
  return addLinear(encoder.module('bert_encoder'), hidden, {
    inputs: sizes.bertHidden,
    outputs: sizes.hidden,
  });
}

function addHalf(graph: GraphBuilder, style: string, range: readonly [number, number]): string {
  const [start, end] = range;
  const bounds = [start, end, 1].map((value) => graph.constant(ints([value])));
  return graph.node('Slice', [style, ...bounds]);
}
