import { HARMONICS, STEP_SAMPLES, type SourceWeights } from '../source/source-weights.ts';
import { checkDims, checkLinear } from './check-layer.ts';
import { findLinear, readConvolution, type FoundLayer } from './find-layer.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { isBelow } from './graph-index.ts';
import { inputOf, outputOf, usersOf, type KnownGraph } from './known-graph.ts';

const BINS = 11;
const WINDOW = 20;
const HOP = 5;
const VOICED_HERTZ = 10;

/** The harmonic source's weights, and the value in the graph that it is fed with. */
export interface FoundSource {
  readonly weights: SourceWeights;
  /** [1, 2F], in hertz. */
  readonly f0: string;
  /** [1, 600F, 1]. */
  readonly excitation: string;
  /** Values that are drawn at random. */
  readonly noises: readonly string[];
}

/** Finds the harmonic source in the generator's module; throws `GraphMismatch` where it is built otherwise. */
export function findSource(graph: KnownGraph, generator: string): FoundSource {
  const source = `${generator}/m_source`;
  const linear = findLinear(graph, `${source}/l_linear`);
  checkLinear(linear, { outputs: 1, inputs: HARMONICS });
  const bend = usersOf(graph, linear.output).find(({ opType }) => opType === 'Tanh');
  if (bend === undefined) throw new GraphMismatch(`${linear.node.name} is not bent`);
  checkThreshold(graph, `${source}/l_sin_gen`);
  const { real, imaginary } = findTransform(graph, generator);
  const weights = {
    mix: linear.weight.data,
    bias: linear.bias[0] ?? 0,
    real: real.weight.data,
    imaginary: imaginary.weight.data,
    straightPhase: correctsStraightPhase(graph, generator, imaginary) ? Math.PI : -Math.PI,
  };
  // Those to which a seed was given have no names any more.
  const noises = graph.index.model.nodes.filter(({ opType }) => opType === 'RandomNormalLike').map(outputOf);
  return { weights, f0: findCurve(graph, generator), excitation: outputOf(bend), noises };
}

/** Goes back from where the curve is repeated to where it enters the generator. */
function findCurve(graph: KnownGraph, generator: string): string {
  const { index, constants } = graph;
  const resize = index.nodeIn(`${generator}/f0_upsamp`, ['Resize']);
  const scales = resize.inputs[2] ?? '';
  if (constants.has(scales) && constants.read(scales).data.at(-1) !== STEP_SAMPLES) {
    throw new GraphMismatch(`${resize.name} does not repeat ${STEP_SAMPLES} times`);
  }
  let value = inputOf(resize, 0);
  for (;;) {
    const node = index.producer(value);
    if (node === null || !isBelow(node.name, generator)) return index.origin(value);
    if (!['Unsqueeze', 'Reshape', 'Cast', 'Identity'].includes(node.opType)) {
      throw new GraphMismatch(`${node.name} changes the F0 curve`);
    }
    value = inputOf(node, 0);
  }
}

function checkThreshold(graph: KnownGraph, module: string): void {
  const node = graph.index.nodeIn(module, ['Greater']);
  const threshold = graph.constants.readScalar(inputOf(node, 1));
  if (threshold !== VOICED_HERTZ)
    throw new GraphMismatch(`${node.name} has the threshold ${String(threshold)}`);
}

/** Finds the two convolutions with waves of one channel; the real one's first wave is the window itself. */
function findTransform(graph: KnownGraph, generator: string): { real: FoundLayer; imaginary: FoundLayer } {
  const layers = graph.index
    .nodesBelow(generator)
    .filter(
      ({ opType, attributes }) =>
        (opType === 'Conv' || opType === 'ConvInteger') && attributes.get('strides')?.ints[0] === HOP,
    )
    .map((node) => readConvolution(graph, node));
  const isReal = ({ weight }: FoundLayer): boolean =>
    weight.data.subarray(0, WINDOW).reduce((sum, value) => sum + value, 0) > 1;
  const real = layers.find(isReal);
  const imaginary = layers.find((layer) => !isReal(layer));
  if (layers.length !== 2 || real === undefined || imaginary === undefined) {
    throw new GraphMismatch(`${generator} has ${layers.length} transforms of its source, not two`);
  }
  for (const { node, weight, bias } of [real, imaginary]) {
    checkDims(node.name, [...weight.dims, bias.length], [BINS, 1, WINDOW, 0]);
  }
  return { real, imaginary };
}

/** Whether the export asks if the imaginary part is zero, to give the phase π there, as PyTorch does. */
function correctsStraightPhase(graph: KnownGraph, generator: string, imaginary: FoundLayer): boolean {
  return graph.index
    .nodesBelow(generator)
    .some(
      ({ opType, inputs }) =>
        opType === 'Equal' &&
        inputs.some((input) => graph.index.origin(input) === graph.index.origin(imaginary.output)),
    );
}
