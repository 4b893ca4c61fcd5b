import { OUTPUT_KERNEL, SPECTRUM_CHANNELS, type GeneratorWeights } from '../tail/generator-weights.ts';
import { checkConvolution } from '../../../compute/onnx/check-layer.ts';
import { findInverse, isTransform, type SoundStart } from './find-inverse.ts';
import { findConvolution, findLinear, toPlain } from '../../../compute/onnx/find-layer.ts';
import { findLeaky, FIRST_SLOPE, LAST_SLOPE } from './find-leaky.ts';
import { isSourceTransform } from './find-transform.ts';
import { BLOCK_KERNELS, findStage, STAGES } from './find-stage.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { inputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

/** The generator's weights, and the values in the graph that it is fed with. */
export interface FoundGenerator {
  readonly weights: GeneratorWeights;
  /** The generator's module path. */
  readonly module: string;
  /** [1, channels, 2F]. */
  readonly features: string;
  /** [1, 22, 120F + 1]. */
  readonly spectrum: string;
  /** [1, 128]. */
  readonly style: string;
  readonly start: SoundStart;
}

/** Finds the generator in a graph; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findGenerator(graph: KnownGraph): FoundGenerator {
  const module = graph.index.findModule('/generator/conv_post').replace(/\/conv_post$/, '');
  const styleLayer = findLinear(graph, `${module}/resblocks.0/adain1.0/fc`);
  const style = styleLayer.input;
  const styleLength = styleLayer.weight.dims[1] ?? 0;
  const first = findConvolution(graph, `${module}/ups.0`, 'ConvTranspose');
  const channels = first.weight.dims[0] ?? 0;
  const features = inputOf(findLeaky(graph, first.input, FIRST_SLOPE), 0);
  const spectrum = findConvolution(graph, `${module}/noise_convs.0`, 'Conv').input;
  let x = features;
  const stages = STAGES.map((_, index) => {
    const found = findStage(graph, { module, index, input: x, spectrum, style, styleLength });
    x = found.output;
    return found.weights;
  });
  const output = findOutput(graph, { module, input: x, channels: stages.at(-1)?.channels ?? 0 });
  const { waves: inverse, start } = findInverse(graph, module);
  checkCount(graph, module);
  const weights = { channels, style: styleLength, stages, output, inverse };
  return { weights, module, features, spectrum, style, start };
}

function findOutput(
  graph: KnownGraph,
  { module, input, channels }: { readonly module: string; readonly input: string; readonly channels: number },
): GeneratorWeights['output'] {
  const layer = findConvolution(graph, `${module}/conv_post`, 'Conv');
  checkConvolution(layer, {
    dims: [SPECTRUM_CHANNELS, channels, OUTPUT_KERNEL],
    outputs: SPECTRUM_CHANNELS,
    padding: (OUTPUT_KERNEL - 1) / 2,
  });
  const leaky = findLeaky(graph, layer.input, LAST_SLOPE);
  if (inputOf(leaky, 0) !== input) throw new GraphMismatch(`${leaky.name} reads something else`);
  return toPlain(layer);
}

/** Throws where the generator has convolutions that nobody asked for, besides the transforms. */
function checkCount(graph: KnownGraph, module: string): void {
  const count = graph.index
    .nodesBelow(module)
    .filter((node) => ['Conv', 'ConvTranspose'].includes(node.opType))
    .filter((node) => !isTransform(node) && !isSourceTransform(node)).length;
  const perStage = 2 + (1 + BLOCK_KERNELS.length) * 6;
  const expected = STAGES.length * perStage + 1;
  if (count !== expected) throw new GraphMismatch(`${module} has ${count} convolutions, not ${expected}`);
}
