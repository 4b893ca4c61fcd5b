import { HARMONICS, STEP_SAMPLES, type SourceWeights } from '../source/source-weights.ts';
import { checkLinear } from '../../../compute/onnx/check-layer.ts';
import { findLinear } from '../../../compute/onnx/find-layer.ts';
import { findTransform } from './find-transform.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { isBelow } from '../../../compute/onnx/graph-index.ts';
import { inputOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

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
  const bend = graph.index.consumers(linear.output).find(({ opType }) => opType === 'Tanh');
  if (bend === undefined) throw new GraphMismatch(`${linear.node.name} is not bent`);
  checkThreshold(graph, `${source}/l_sin_gen`);
  // Those to which a seed was given have no names any more.
  const noises = graph.index.model.nodes.filter(({ opType }) => opType === 'RandomNormalLike').map(outputOf);
  const weights = {
    mix: linear.weight.data,
    bias: linear.bias[0] ?? 0,
    // Without noise, what is mixed is a product of the sines and of where there is a voice.
    hasNoise: graph.index.producer(linear.input)?.opType === 'Add',
    ...findTransform(graph, generator),
  };
  return { weights, f0: findCurve(graph, generator), excitation: outputOf(bend), noises };
}

/** Goes back from where the curve is repeated to where it has no other axes yet. */
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
    if (node !== null && ['Unsqueeze', 'Reshape'].includes(node.opType)) {
      value = inputOf(node, 0);
      continue;
    }
    if (node === null || !isBelow(node.name, generator)) return value;
    throw new GraphMismatch(`${node.name} changes the F0 curve`);
  }
}

function checkThreshold(graph: KnownGraph, module: string): void {
  const node = graph.index.nodeIn(module, ['Greater']);
  const threshold = graph.constants.readScalar(inputOf(node, 1));
  if (threshold !== VOICED_HERTZ)
    throw new GraphMismatch(`${node.name} has the threshold ${String(threshold)}`);
}
