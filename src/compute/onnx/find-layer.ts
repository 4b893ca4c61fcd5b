import { isQuantised, type StoredWeights } from '../stored-weights.ts';
import type { Weight } from './float-tensor.ts';
import { GraphMismatch, type OnnxNode } from './onnx-graph.ts';
import { inputOf, outputOf, splitConstant, type KnownGraph } from './known-graph.ts';
import { transposeBytes } from './quantised-bytes.ts';
import { rearrange } from './tensor-arithmetic.ts';

/** A layer with weights. */
export interface FoundLayer {
  readonly node: OnnxNode;
  /** What goes in, and what comes out behind the bias. */
  readonly input: string;
  readonly output: string;
  /** Read from the file on every call, since all of them together are too much to hold. */
  readonly weight: Weight;
  readonly bias: Float32Array;
}

/**
 * The one convolution in a module. Its weight keeps ONNX's order: [outputs][inputs][kernel], or the first two swapped
 * where it is transposed.
 */
export function findConvolution(
  graph: KnownGraph,
  module: string,
  opType: 'Conv' | 'ConvTranspose',
): FoundLayer {
  return readConvolution(graph, graph.index.nodeIn(module, [opType]));
}

/** Reads a convolution. */
function readConvolution({ constants }: KnownGraph, node: OnnxNode): FoundLayer {
  const own = node.inputs[2] ?? '';
  const bias = own === '' ? new Float32Array(0) : constants.read(own).data;
  const weight = constants.refer(inputOf(node, 1));
  return { node, input: inputOf(node, 0), output: outputOf(node), weight, bias };
}

/** A convolution's weight, read when it is asked for, and its bias. */
export function toPlain({ weight, bias }: FoundLayer): {
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
} {
  return {
    get weight() {
      return weight.stored;
    },
    bias,
  };
}

/** The same with its weight as floats. */
export function toFloatLayer({ weight, bias }: FoundLayer): {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
} {
  return {
    get weight() {
      return weight.data;
    },
    bias,
  };
}

/** The one linear layer in a module: Gemm, or a product and a sum. Its weight is [outputs][inputs]. */
export function findLinear(graph: KnownGraph, module: string): FoundLayer {
  const node = graph.index.nodeIn(module, ['Gemm', 'MatMul']);
  const input = inputOf(node, 0);
  if (node.opType === 'Gemm') return { node, input, ...readGemm(graph, node) };
  const weight = transposeWeight(graph.constants.refer(inputOf(node, 1)));
  return { node, input, ...addBias(graph, { weight, output: outputOf(node) }) };
}

type Product = Pick<FoundLayer, 'weight' | 'output'>;

function readGemm({ constants }: KnownGraph, node: OnnxNode): Product & Pick<FoundLayer, 'bias'> {
  const { attributes } = node;
  const isPlain =
    (attributes.get('alpha')?.float ?? 1) === 1 &&
    (attributes.get('beta')?.float ?? 1) === 1 &&
    (attributes.get('transA')?.int ?? 0) === 0;
  if (!isPlain) throw new GraphMismatch(`${node.name} scales or turns its input`);
  const weight = constants.refer(inputOf(node, 1));
  const isTurned = attributes.get('transB')?.int === 1;
  return {
    weight: isTurned ? weight : transposeWeight(weight),
    bias: constants.read(inputOf(node, 2)).data,
    output: outputOf(node),
  };
}

/** Adds the constant that a sum right behind the product adds. */
function addBias(graph: KnownGraph, product: Product): Product & Pick<FoundLayer, 'bias'> {
  const users = graph.index.consumers(product.output);
  const sum = users.length === 1 ? users[0] : undefined;
  const parts = sum?.opType === 'Add' ? splitConstant(graph, sum) : null;
  if (sum === undefined || parts === null) return { ...product, bias: new Float32Array(0) };
  const bias = graph.constants.read(parts.constant).data;
  return { ...product, bias, output: outputOf(sum) };
}

function transposeWeight(weight: Weight): Weight {
  const [rows = 1, columns = 1] = weight.dims;
  return {
    dims: [columns, rows],
    get data() {
      return rearrange(weight, [1, 0]).data;
    },
    get stored() {
      const { stored } = weight;
      const bytes = isQuantised(stored) ? transposeBytes(stored, { rows, columns }) : null;
      return bytes ?? this.data;
    },
  };
}
