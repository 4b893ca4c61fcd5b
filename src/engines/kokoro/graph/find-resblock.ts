import type { BentConvolution, ResblockWeights } from '../tail/generator-weights.ts';
import type { KernelSize } from '../../../compute/kernels/tilings.ts';
import { checkConvolution } from '../../../compute/onnx/check-layer.ts';
import { findAdain } from './find-adain.ts';
import { findConvolution } from '../../../compute/onnx/find-layer.ts';
import { findSnake } from './find-snake.ts';
import { combinationOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

const DILATIONS = [1, 3, 5] as const;

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
  const weights = {
    get styleWeight() {
      return style.styleWeight;
    },
    styleBias: style.styleBias,
    alpha: snake.alpha,
    get weight() {
      return layer.weight.stored;
    },
    bias: layer.bias,
  };
  return { weights, output: layer.output };
}
