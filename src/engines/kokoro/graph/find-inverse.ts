import { BINS, HOP_SAMPLES, WINDOW_SAMPLES, type GeneratorWeights } from '../tail/generator-weights.ts';
import { checkDims } from '../../../compute/onnx/check-layer.ts';
import { GraphMismatch, type OnnxNode } from '../../../compute/onnx/onnx-graph.ts';
import { inputOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

/** What the transform's ends are cut off by. */
const MARGIN = WINDOW_SAMPLES / 2;
/** Below this a window is not divided by. */
const LEAST_WINDOW = 1e-38;

/** What turns magnitudes and phases into sound. */
export interface FoundInverse {
  readonly waves: GeneratorWeights['inverse'];
  readonly start: SoundStart;
}

/** What the model multiplies the first samples of a sound by, beside all else. */
export interface SoundStart {
  readonly factors: Float32Array;
  /** The values that are written over others there; without them the others stay. */
  readonly written: readonly string[];
}

/** Finds the transposed convolution that turns magnitude · cos(phase) and magnitude · sin(phase) into sound. */
export function findInverse(graph: KnownGraph, module: string): FoundInverse {
  const nodes = graph.index.nodesBelow(module).filter((node) => isTransform(node));
  const [node] = nodes;
  if (node === undefined || nodes.length > 1)
    throw new GraphMismatch(`${module} has ${nodes.length} inverse transforms, not one`);
  checkParts(graph, node);
  const weight = graph.constants.read(inputOf(node, 1));
  checkDims(node.name, weight.dims, [2 * BINS, 1, WINDOW_SAMPLES]);
  const { gain, start } = followSound(graph, node);
  const waves = weight.data.map((value) => gain * value);
  const half = BINS * WINDOW_SAMPLES;
  const imaginary = waves.subarray(half).map((value) => 0 - value);
  return { waves: { real: waves.subarray(0, half), imaginary }, start };
}

/** Whether a node is an inverse transform, as its stride tells. */
export function isTransform({ opType, attributes }: OnnxNode): boolean {
  return opType === 'ConvTranspose' && attributes.get('strides')?.ints[0] === HOP_SAMPLES;
}

/** Throws where the real part is not in front of the imaginary one. */
function checkParts({ index }: KnownGraph, node: OnnxNode): void {
  const parts = index.producer(inputOf(node, 0));
  const waves = parts?.inputs.map((part) => {
    const product = index.producer(part);
    const makers = product?.inputs.map((value) => index.producer(value)?.opType) ?? [];
    return product?.opType === 'Mul'
      ? makers.find((opType) => opType === 'Cos' || opType === 'Sin')
      : undefined;
  });
  if (parts?.opType !== 'Concat' || waves?.join() !== 'Cos,Sin')
    throw new GraphMismatch(`${node.name} is given something else than a real and an imaginary part`);
}

/** Follows the sound from the transform to the model's output: what it is multiplied by, and what of it is divided. */
function followSound(
  graph: KnownGraph,
  transform: OnnxNode,
): { readonly gain: number; readonly start: SoundStart } {
  let gain = 1;
  let factors = new Float32Array();
  const written: string[] = [];
  const seen = new Set<OnnxNode>();
  const open = [outputOf(transform)];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const node of graph.index.consumers(value)) {
      if (seen.has(node) || node.opType === 'Shape') continue;
      seen.add(node);
      if (node.opType === 'Mul') gain *= readFactor(graph, node, value);
      if (node.opType === 'Div') factors = readStart(graph, node);
      if (node.opType === 'ScatterND') written.push(outputOf(node));
      open.push(...node.outputs);
    }
  }
  if (factors.length > 0 !== written.length > 0)
    throw new GraphMismatch(`${transform.name} gives a sound that is divided in a way that is not known`);
  return { gain, start: { factors, written } };
}

function readFactor({ constants }: KnownGraph, node: OnnxNode, value: string): number {
  const factor = constants.readScalar(node.inputs.find((input) => input !== value) ?? '');
  if (factor === null) throw new GraphMismatch(`${node.name} multiplies the sound by what is no number`);
  return factor;
}

/**
 * Reads by what the first samples are divided: the window of a single frame, which is all that exports hold of the sum of
 * all windows.
 */
function readStart({ index, constants }: KnownGraph, node: OnnxNode): Float32Array<ArrayBuffer> {
  let value = inputOf(node, 1);
  while (!constants.has(value)) {
    const maker = index.producer(value);
    if (maker === null || !['Gather', 'Slice'].includes(maker.opType))
      throw new GraphMismatch(`${node.name} divides the sound by something else than a window`);
    value = inputOf(maker, 0);
  }
  const window = constants.read(value);
  checkDims(node.name, window.dims, [WINDOW_SAMPLES]);
  return window.data.subarray(MARGIN).map((sum) => (sum > LEAST_WINDOW ? 1 / sum : 1));
}
