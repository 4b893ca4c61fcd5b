import type { AdainWeights } from '../tail/generator-weights.ts';
import { checkDims, checkLinear } from '../../../compute/onnx/check-layer.ts';
import { findLinear, type FoundLayer } from '../../../compute/onnx/find-layer.ts';
import { GraphMismatch, type OnnxNode } from '../../../compute/onnx/onnx-graph.ts';
import { collectNodes, inputOf, type KnownGraph, splitConstant } from '../../../compute/onnx/known-graph.ts';

const EPSILON = 1e-5;

/** What an instance norm is spelt with where it is not one node, and what cuts γ and β apart. */
const PLAIN_OPS = [
  ...[
    'Add',
    'Sub',
    'Mul',
    'Div',
    'Pow',
    'Sqrt',
    'Reciprocal',
    'ReduceMean',
    'ReduceSum',
    'InstanceNormalization',
  ],
  ...[
    'Split',
    'Slice',
    'Reshape',
    'Unsqueeze',
    'Squeeze',
    'Expand',
    'Shape',
    'Gather',
    'Concat',
    'Transpose',
  ],
];

/** Where an AdaIN is looked for. */
export interface AdainPlace {
  /** The module's full path. */
  readonly module: string;
  readonly channels: number;
  /** The half of the style that it follows. */
  readonly style: string;
  readonly styleLength: number;
}

/**
 * Finds an AdaIN between two values. Exports spell the norm as one node or as a dozen; it is enough that nothing but the
 * input and the style goes in, with the right ε: the sound of a whole run is compared in the end.
 */
export function findAdain(
  graph: KnownGraph,
  { module, style, styleLength, channels }: AdainPlace,
  ends: { readonly input: string; readonly output: string },
): AdainWeights {
  const linear = findLinear(graph, `${module}/fc`);
  checkLinear(linear, { outputs: 2 * channels, inputs: styleLength });
  if (linear.input !== style) throw new GraphMismatch(`${module} follows another style`);
  const stops = [ends.input, linear.output];
  const nodes = collectNodes(graph, ends.output, { name: module, stops, ops: PLAIN_OPS });
  const norms = nodes.filter(({ opType }) => opType === 'InstanceNormalization');
  const [norm] = norms;
  if (norms.length > 1) throw new GraphMismatch(`${module} has ${norms.length} norms`);
  checkEpsilon(graph, module, norm === undefined ? nodes : [norm]);
  if (norm === undefined) return toStyled(linear);
  const scale = graph.constants.read(inputOf(norm, 1)).data;
  const shift = graph.constants.read(inputOf(norm, 2)).data;
  checkDims(norm.name, [scale.length, shift.length], [channels, channels]);
  const isPlain = scale.every((value) => value === 1) && shift.every((value) => value === 0);
  return isPlain ? toStyled(linear) : foldNorm(linear, { scale, shift });
}

function toStyled({ weight, bias }: FoundLayer): AdainWeights {
  return {
    get styleWeight() {
      return weight.stored;
    },
    styleBias: bias,
  };
}

function checkEpsilon(graph: KnownGraph, module: string, nodes: readonly OnnxNode[]): void {
  const epsilons = nodes.flatMap((node) => {
    if (node.opType === 'InstanceNormalization') return [node.attributes.get('epsilon')?.float ?? EPSILON];
    if (node.opType !== 'Sqrt') return [];
    const sum = graph.index.producer(inputOf(node, 0));
    const constant = sum?.opType === 'Add' ? splitConstant(graph, sum)?.constant : undefined;
    return [constant === undefined ? null : graph.constants.readScalar(constant)];
  });
  const [epsilon] = epsilons;
  const fits =
    epsilons.length === 1 && typeof epsilon === 'number' && Math.abs(epsilon - EPSILON) <= EPSILON / 100;
  if (!fits) throw new GraphMismatch(`${module} has the epsilon ${epsilons.join()}`);
}

/**
 * The norm's own scale s and shift t are taken into γ and β, which are linear in the style:
 * (1 + γ)·(s·x + t) + β = (1 + γ′)·x + β′ with γ′ = s·(1 + γ) - 1 and β′ = t·(1 + γ) + β. Mostly s is 1 and t is 0.
 */
function foldNorm(
  { weight, bias }: FoundLayer,
  { scale, shift }: { readonly scale: Float32Array; readonly shift: Float32Array },
): AdainWeights {
  const channels = scale.length;
  const { data } = weight;
  const length = data.length / (2 * channels);
  const styleWeight = Float32Array.from(data);
  const styleBias = Float32Array.from(bias);
  for (let channel = 0; channel < channels; channel += 1) {
    const s = scale[channel] ?? 1;
    const t = shift[channel] ?? 0;
    const beta = channel + channels;
    const gain = bias[channel] ?? 0;
    styleBias[channel] = s * (1 + gain) - 1;
    styleBias[beta] = t * (1 + gain) + (bias[beta] ?? 0);
    for (let index = 0; index < length; index += 1) {
      const g = data[channel * length + index] ?? 0;
      styleWeight[channel * length + index] = s * g;
      styleWeight[beta * length + index] = t * g + (data[beta * length + index] ?? 0);
    }
  }
  return { styleWeight, styleBias };
}
