import type { CurveWeights, ProsodyWeights } from '../tail/front-weights.ts';
import { checkConvolution } from '../../../compute/onnx/check-layer.ts';
import { findAdainBlock } from './find-adain-block.ts';
import type { FoundDecoder } from './find-decoder.ts';
import { findConvolution, findLinear } from '../../../compute/onnx/find-layer.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { type KnownGraph } from '../../../compute/onnx/known-graph.ts';

const BLOCKS = 3;
const DOUBLING_BLOCK = 1;
/** Operators that only change what the axes are. */
const SHAPE_OPS = ['Squeeze', 'Unsqueeze', 'Reshape', 'Flatten'];

/** The weights of what computes F0 and energy, and the values in the graph that it is fed with. */
export interface FoundProsody {
  /** The full path of the module that it is in. */
  readonly module: string;
  readonly weights: ProsodyWeights;
  /** [1, channels, F]. */
  readonly states: string;
  /** [1, 128]. */
  readonly style: string;
  /** [1, 1, 2F] each. */
  readonly f0: string;
  readonly energy: string;
}

/** Finds what computes the curves; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findProsody(
  graph: KnownGraph,
  { decoder, sourceF0 }: { readonly decoder: FoundDecoder; readonly sourceF0: string },
): FoundProsody {
  const module = graph.index.findModule('/F0.0/conv1').replace(/\/F0\.0\/conv1$/, '');
  const styleLayer = findLinear(graph, `${module}/F0.0/norm1/fc`);
  const style = styleLayer.input;
  const styleLength = styleLayer.weight.dims[1] ?? 0;
  const states = findStates(graph, `${module}/F0.0`);
  const place = { module, states, style, styleLength };
  const f0 = findCurve(graph, 'F0', place);
  const energy = findCurve(graph, 'N', place);
  for (const value of [decoder.f0, sourceF0]) checkSame(graph, value, f0.output);
  checkSame(graph, decoder.energy, energy.output);
  const channels = f0.weights.blocks[0]?.inputs ?? 0;
  const weights = { channels, style: styleLength, f0: f0.weights, energy: energy.weights };
  return { module, weights, states, style, f0: f0.output, energy: energy.output };
}

/** What a block that has no layer in its shortcut adds to what it computed: its input. */
function findStates(graph: KnownGraph, module: string): string {
  const { output } = findConvolution(graph, `${module}/conv2`, 'Conv');
  const sum = graph.index.consumers(output).find(({ opType }) => opType === 'Add');
  const other = sum?.inputs.find((input) => input !== output);
  if (other === undefined) throw new GraphMismatch(`${module} adds nothing to what it computes`);
  return other;
}

interface CurvePlace {
  readonly module: string;
  readonly states: string;
  readonly style: string;
  readonly styleLength: number;
}

function findCurve(
  graph: KnownGraph,
  name: string,
  { module, states, style, styleLength }: CurvePlace,
): { readonly weights: CurveWeights; readonly output: string } {
  let output = states;
  let inputs = findConvolution(graph, `${module}/${name}.0/conv1`, 'Conv').weight.dims[1] ?? 0;
  const blocks = Array.from({ length: BLOCKS }, (_, index) => {
    const place = { module: `${module}/${name}.${index}`, input: output, inputs, style, styleLength };
    const block = findAdainBlock(graph, { ...place, doubles: index === DOUBLING_BLOCK });
    ({ output } = block);
    inputs = block.weights.outputs;
    return block.weights;
  });
  const projection = findConvolution(graph, `${module}/${name}_proj`, 'Conv');
  checkConvolution(projection, { dims: [1, inputs, 1], outputs: 1 });
  if (projection.input !== output) throw new GraphMismatch(`${projection.node.name} reads something else`);
  const bias = projection.bias[0] ?? 0;
  return { weights: { blocks, projection: projection.weight.stored, bias }, output: projection.output };
}

/** Throws unless a value is another in another shape. */
function checkSame(graph: KnownGraph, value: string, expected: string): void {
  let current = value;
  for (;;) {
    if (current === expected) return;
    const node = graph.index.producer(current);
    const input = node?.inputs[0];
    if (node === null || input === undefined || !SHAPE_OPS.includes(node.opType))
      throw new GraphMismatch(`${value} is not ${expected}`);
    current = input;
  }
}
