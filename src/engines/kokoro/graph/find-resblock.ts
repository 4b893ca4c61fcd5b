import type { KernelSize } from '../../../compute/kernels/tilings.ts';
import { checkConvolution, checkDims } from '../../../compute/onnx/check-layer.ts';
import { findConvolution } from '../../../compute/onnx/find-layer.ts';
import {
  combinationOf,
  inputOf,
  type KnownGraph,
  makerOf,
  outputOf,
  splitConstant,
} from '../../../compute/onnx/known-graph.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import type { BentConvolution, ResblockWeights } from '../tail/generator-weights.ts';
import { findAdain } from './find-adain.ts';

const DILATIONS = [1, 3, 5] as const;

/** Where a resblock lies in the graph: its module, the names of the values that go in, and its sizes. */
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

/** How far 1 / α may be from the reciprocal of α, relative: half floats have 11 bits. */
const TOLERANCE = 2e-3;

/** Finds the α of x + (1 / α) · sin²(αx), and x, from the value that it gives. */
function findSnake(
  graph: KnownGraph,
  value: string,
  channels: number,
): { readonly alpha: Float32Array; readonly input: string } {
  const { index } = graph;
  const sum = makerOf(graph, value, 'Add');
  for (const place of [0, 1]) {
    const scaled = index.producer(inputOf(sum, place));
    const input = inputOf(sum, 1 - place);
    const parts = scaled?.opType === 'Mul' ? splitConstant(graph, scaled) : null;
    if (parts === null) continue;
    const sine = findSine(graph, parts.other);
    const inner = splitConstant(graph, sine);
    if (inner?.other !== input) continue;
    const alpha = readColumn(graph, inner.constant, channels);
    const inverse = readColumn(graph, parts.constant, channels);
    const fits = alpha.every((each, channel) => Math.abs(each * (inverse[channel] ?? 0) - 1) < TOLERANCE);
    if (!fits) throw new GraphMismatch(`${sine.name} does not belong to a Snake`);
    return { alpha, input };
  }
  throw new GraphMismatch(`${value} is not made by a Snake`);
}

/** A constant with one element for each channel, to be repeated along the time axis. */
function readColumn({ constants }: KnownGraph, value: string, channels: number): Float32Array {
  const { dims, data } = constants.read(value);
  checkDims(value, dims.slice(-2), [channels, 1]);
  checkDims(value, [data.length], [channels]);
  return data;
}

/** The product inside sin², squared by a power of two or by a product with itself. */
function findSine(graph: KnownGraph, square: string): ReturnType<typeof makerOf> {
  const node = graph.index.producer(square);
  const isSquare =
    (node?.opType === 'Pow' && graph.constants.readScalar(inputOf(node, 1)) === 2) ||
    (node?.opType === 'Mul' && node.inputs[0] === node.inputs[1]);
  if (node === null || !isSquare) throw new GraphMismatch(`${square} is no square`);
  return makerOf(graph, inputOf(makerOf(graph, inputOf(node, 0), 'Sin'), 0), 'Mul');
}
