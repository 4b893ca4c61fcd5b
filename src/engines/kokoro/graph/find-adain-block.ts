import type { AdainBlockWeights } from '../tail/front-weights.ts';
import { checkConvolution, checkDims } from '../../../compute/onnx/check-layer.ts';
import { findAdain } from './find-adain.ts';
import { findConvolution, toFloatLayer, toPlain, type FoundLayer } from '../../../compute/onnx/find-layer.ts';
import { findLeaky } from './find-leaky.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { combinationOf, inputOf, outputOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

const SLOPE = 0.2;
const KERNEL = 3;
/** The kernels put out this many channels at a time. */
const CHANNEL_GROUP = 16;

/** Where a block lies in the graph: its module, the names of the values that go in, and their channels. */
export interface AdainBlockPlace {
  /** The module's full path. */
  readonly module: string;
  readonly input: string;
  readonly inputs: number;
  readonly style: string;
  readonly styleLength: number;
  /** Whether twice as many rows come out. */
  readonly doubles: boolean;
}

/** Finds an AdainResBlk1d's weights, and the value that it computes. */
export function findAdainBlock(
  graph: KnownGraph,
  place: AdainBlockPlace,
): { readonly weights: AdainBlockWeights; readonly output: string } {
  const { module, input, inputs } = place;
  const first = findConvolution(graph, `${module}/conv1`, 'Conv');
  const outputs = first.bias.length;
  if (outputs === 0 || outputs % CHANNEL_GROUP !== 0)
    throw new GraphMismatch(`${outputs} channels are not for the kernels`);
  checkConvolution(first, { dims: [outputs, inputs, KERNEL], outputs, padding: 1 });
  const pool = place.doubles ? findPool(graph, place, first.input) : null;
  const firstBend = findLeaky(graph, pool?.input ?? first.input, SLOPE);
  const firstEnds = { input, output: inputOf(firstBend, 0) };
  const firstNorm = findAdain(graph, { ...place, module: `${module}/norm1`, channels: inputs }, firstEnds);
  const second = findConvolution(graph, `${module}/conv2`, 'Conv');
  checkConvolution(second, { dims: [outputs, outputs, KERNEL], outputs, padding: 1 });
  const secondEnds = { input: first.output, output: inputOf(findLeaky(graph, second.input, SLOPE), 0) };
  const secondPlace = { ...place, module: `${module}/norm2`, channels: outputs };
  const secondNorm = findAdain(graph, secondPlace, secondEnds);
  const shortcut = findShortcut(graph, place, outputs);
  const sum = outputOf(combinationOf(graph, 'Add', [second.output, shortcut.output]));
  const weights = {
    ...{ inputs, outputs, firstNorm, first: toPlain(first), secondNorm, second: toPlain(second) },
    pool: pool === null ? null : toFloatLayer(pool),
    get shortcut() {
      return shortcut.layer?.weight.stored ?? null;
    },
  };
  return { weights, output: findHalvedPower(graph, sum) };
}

/** Finds what doubles the rows, each channel by itself. */
function findPool(graph: KnownGraph, { module, inputs }: AdainBlockPlace, output: string): FoundLayer {
  const pool = findConvolution(graph, `${module}/pool`, 'ConvTranspose');
  checkConvolution(pool, {
    ...{ dims: [inputs, 1, KERNEL], outputs: inputs, groups: inputs },
    ...{ stride: 2, padding: 1, outputPadding: 1 },
  });
  if (pool.output !== output) throw new GraphMismatch(`${module} bends its pool`);
  return pool;
}

function findShortcut(
  graph: KnownGraph,
  { module, input, inputs, doubles }: AdainBlockPlace,
  outputs: number,
): { readonly layer: FoundLayer | null; readonly output: string } {
  const start = doubles ? findRepeat(graph, module, input) : input;
  if (inputs === outputs && !doubles) return { layer: null, output: start };
  const layer = findConvolution(graph, `${module}/conv1x1`, 'Conv');
  checkDims(`The bias of ${layer.node.name}`, [layer.bias.length], [0]);
  checkConvolution(layer, { dims: [outputs, inputs, 1], outputs: 0 });
  if (layer.input !== start) throw new GraphMismatch(`${layer.node.name} reads something else`);
  return { layer, output: layer.output };
}

/** Finds what repeats every row once. */
function findRepeat(graph: KnownGraph, module: string, input: string): string {
  const node = graph.index.nodeIn(`${module}/upsample`, ['Resize']);
  const scales = node.inputs[2] ?? '';
  const isNearest = (node.attributes.get('mode')?.text ?? 'nearest') === 'nearest';
  const isDouble = !graph.constants.has(scales) || graph.constants.read(scales).data.at(-1) === 2;
  if (!isNearest || !isDouble || inputOf(node, 0) !== input)
    throw new GraphMismatch(`${node.name} does not repeat its input once`);
  return outputOf(node);
}

/** Finds a sum's quotient by √2. */
function findHalvedPower(graph: KnownGraph, sum: string): string {
  for (const user of graph.index.consumers(sum)) {
    for (const place of [0, 1]) {
      const constant = graph.constants.readScalar(user.inputs[place] ?? '');
      if (constant === null) continue;
      const isQuotient = user.opType === 'Div' && place === 1;
      const factor = isQuotient ? 1 / constant : user.opType === 'Mul' ? constant : NaN;
      if (Math.abs(factor - Math.SQRT1_2) < 1e-3) return outputOf(user);
    }
  }
  throw new GraphMismatch(`${sum} is not divided by √2`);
}
