import type { BentConvolution, ResblockWeights } from '../kernels/generator-weights.ts';
import type { KernelSize } from '../kernels/tilings.ts';
import { checkConvolution, checkDims, checkLinear } from './check-layer.ts';
import { findConvolution, findLinear, type FoundLayer } from './find-layer.ts';
import { findSnake } from './find-snake.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { combinationOf, inputOf, isSameValue, makerOf, outputOf, type KnownGraph } from './known-graph.ts';

const DILATIONS = [1, 3, 5] as const;
const EPSILON = 1e-5;

export interface ResblockPlace {
  /** The module's full path. */
  readonly module: string;
  readonly input: string;
  /** The decoder's half of the style. */
  readonly style: string;
  readonly styleLength: number;
  readonly channels: number;
  readonly kernel: KernelSize;
}

/** Finds the weights of a resblock, and the value that it computes. */
export function findResblock(
  graph: KnownGraph,
  place: ResblockPlace,
): { readonly weights: ResblockWeights; readonly output: string } {
  let x = place.input;
  const layers = DILATIONS.map((dilation, index) => {
    const first = findBent(graph, place, { half: 1, index, dilation, input: x });
    const second = findBent(graph, place, { half: 2, index, dilation: 1, input: first.output });
    x = outputOf(combinationOf(graph, 'Add', [second.output, x]));
    return { dilation, first: first.weights, second: second.weights };
  });
  return { weights: { kernel: place.kernel, layers }, output: x };
}

interface BentPlace {
  readonly half: 1 | 2;
  readonly index: number;
  readonly dilation: number;
  readonly input: string;
}

function findBent(
  graph: KnownGraph,
  place: ResblockPlace,
  { half, index, dilation, input }: BentPlace,
): { readonly weights: BentConvolution; readonly output: string } {
  const { module, channels, kernel } = place;
  const layer = findConvolution(graph, `${module}/convs${half}.${index}`, 'Conv');
  const padding = ((kernel - 1) / 2) * dilation;
  checkConvolution(layer, { dims: [channels, channels, kernel], outputs: channels, dilation, padding });
  const snake = findSnake(graph, layer.input, channels);
  const style = findAdain(
    graph,
    { ...place, module: `${module}/adain${half}.${index}` },
    { input, output: snake.input },
  );
  const { weight, bias } = layer;
  return { weights: { ...style, alpha: snake.alpha, weight: weight.data, bias }, output: layer.output };
}

/** Finds an AdaIN between two values. */
function findAdain(
  graph: KnownGraph,
  { module, style, styleLength, channels }: ResblockPlace,
  ends: { readonly input: string; readonly output: string },
): Pick<BentConvolution, 'styleWeight' | 'styleBias'> {
  const linear = findLinear(graph, `${module}/fc`);
  checkLinear(linear, { outputs: 2 * channels, inputs: styleLength });
  const norm = graph.index.nodeIn(`${module}/norm`, ['InstanceNormalization']);
  const epsilon = norm.attributes.get('epsilon')?.float ?? EPSILON;
  if (Math.abs(epsilon - EPSILON) > EPSILON / 100)
    throw new GraphMismatch(`${norm.name} has the epsilon ${epsilon}`);
  const isJoined =
    isSameValue(graph, linear.input, style) &&
    isSameValue(graph, inputOf(norm, 0), ends.input) &&
    makerOf(graph, ends.output, 'Add').name.startsWith(`${module}/`);
  if (!isJoined) throw new GraphMismatch(`${module} is joined up otherwise`);
  const scale = graph.constants.read(inputOf(norm, 1)).data;
  const shift = graph.constants.read(inputOf(norm, 2)).data;
  checkDims(norm.name, [scale.length, shift.length], [channels, channels]);
  return foldNorm(linear, { scale, shift });
}

/**
 * The norm's own scale s and shift t are taken into γ and β, which are linear in the style:
 * (1 + γ)·(s·x + t) + β = (1 + γ′)·x + β′ with γ′ = s·(1 + γ) - 1 and β′ = t·(1 + γ) + β. Mostly s is 1 and t is 0.
 */
function foldNorm(
  { weight, bias }: FoundLayer,
  { scale, shift }: { readonly scale: Float32Array; readonly shift: Float32Array },
): Pick<BentConvolution, 'styleWeight' | 'styleBias'> {
  const channels = scale.length;
  const length = weight.data.length / (2 * channels);
  const styleWeight = Float32Array.from(weight.data);
  const styleBias = Float32Array.from(bias);
  for (let channel = 0; channel < channels; channel += 1) {
    const s = scale[channel] ?? 1;
    const t = shift[channel] ?? 0;
    const beta = channel + channels;
    const gain = bias[channel] ?? 0;
    styleBias[channel] = s * (1 + gain) - 1;
    styleBias[beta] = t * (1 + gain) + (bias[beta] ?? 0);
    for (let index = 0; index < length; index += 1) {
      const g = weight.data[channel * length + index] ?? 0;
      styleWeight[channel * length + index] = s * g;
      styleWeight[beta * length + index] = t * g + (weight.data[beta * length + index] ?? 0);
    }
  }
  return { styleWeight, styleBias };
}
