import {
  BINS,
  OUTPUT_KERNEL,
  SPECTRUM_CHANNELS,
  WINDOW_SAMPLES,
  type GeneratorWeights,
} from '../kernels/generator-weights.ts';
import { checkConvolution, checkDims } from './check-layer.ts';
import { findConvolution, findLinear } from './find-layer.ts';
import { findLeaky, FIRST_SLOPE, LAST_SLOPE } from './find-leaky.ts';
import { BLOCK_KERNELS, findStage, STAGES } from './find-stage.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { inputOf, isSameValue, type KnownGraph } from './known-graph.ts';
import { ELEMENT_TYPES } from './onnx-graph.ts';

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
  /** What these values are made of, as in `ELEMENT_TYPES`. */
  readonly elementType: number;
  readonly isQuantised: boolean;
}

/** Finds the generator in a graph; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findGenerator(graph: KnownGraph): FoundGenerator {
  const module = graph.index.findModule('/generator/conv_post').replace(/\/conv_post$/, '');
  const styleLayer = findLinear(graph, `${module}/resblocks.0/adain1.0/fc`);
  const style = graph.index.origin(styleLayer.input);
  const styleLength = styleLayer.weight.dims[1] ?? 0;
  const first = findConvolution(graph, `${module}/ups.0`, 'ConvTranspose');
  const channels = first.weight.dims[0] ?? 0;
  const features = graph.index.origin(inputOf(findLeaky(graph, first.input, FIRST_SLOPE), 0));
  const spectrum = graph.index.origin(findConvolution(graph, `${module}/noise_convs.0`, 'Conv').input);
  let x = features;
  const stages = STAGES.map((_, index) => {
    const found = findStage(graph, { module, index, input: x, spectrum, style, styleLength });
    x = found.output;
    return found.weights;
  });
  const output = findOutput(graph, { module, input: x, channels: stages.at(-1)?.channels ?? 0 });
  const inverse = findInverse(graph, module);
  checkCount(graph, module);
  const weights = { channels, style: styleLength, stages, output, inverse };
  const { initializers } = graph.index.model;
  const elementType = initializers.get(first.node.inputs[1] ?? '')?.elementType ?? ELEMENT_TYPES.float32;
  return { weights, module, features, spectrum, style, elementType, isQuantised: isQuantised(graph, module) };
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
  if (!isSameValue(graph, inputOf(leaky, 0), input))
    throw new GraphMismatch(`${leaky.name} reads something else`);
  return { weight: layer.weight.data, bias: layer.bias };
}

/** Finds the two transposed convolutions that turn magnitude · cos(phase) - i · magnitude · sin(phase) into sound. */
function findInverse(graph: KnownGraph, module: string): GeneratorWeights['inverse'] {
  const find = (wave: 'Cos' | 'Sin'): Float32Array => {
    const nodes = graph.index.nodesBelow(module).filter((node) => {
      if (node.opType !== 'ConvTranspose') return false;
      const product = graph.index.producer(graph.index.origin(node.inputs[0] ?? ''));
      const makers = product?.inputs.map((value) => graph.index.producer(graph.index.origin(value))?.opType);
      return product?.opType === 'Mul' && makers?.includes(wave) === true;
    });
    const [node] = nodes;
    if (node === undefined || nodes.length > 1)
      throw new GraphMismatch(`${nodes.length} transforms use ${wave}, not one`);
    const weight = graph.constants.read(inputOf(node, 1));
    checkDims(node.name, weight.dims, [BINS, 1, WINDOW_SAMPLES]);
    return weight.data;
  };
  return { real: find('Cos'), imaginary: find('Sin') };
}

function isQuantised(graph: KnownGraph, module: string): boolean {
  const opTypes = ['ConvInteger', 'MatMulInteger', 'DequantizeLinear'];
  return graph.index.nodesBelow(module).some(({ opType }) => opTypes.includes(opType));
}

/** Throws where the generator has convolutions that nobody asked for: four of them are the transforms'. */
function checkCount(graph: KnownGraph, module: string): void {
  const opTypes = ['Conv', 'ConvInteger', 'ConvTranspose'];
  const count = graph.index.nodesBelow(module).filter(({ opType }) => opTypes.includes(opType)).length;
  const perStage = 2 + (1 + BLOCK_KERNELS.length) * 6;
  const expected = STAGES.length * perStage + 1 + 4;
  if (count !== expected) throw new GraphMismatch(`${module} has ${count} convolutions, not ${expected}`);
}
