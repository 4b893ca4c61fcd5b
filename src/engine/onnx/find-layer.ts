import { dequantize } from './dequantize.ts';
import type { FloatTensor } from './float-tensor.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { inputOf, outputOf, splitConstant, usersOf, type KnownGraph } from './known-graph.ts';
import type { OnnxNode } from './onnx-graph.ts';
import { rearrange } from './tensor-arithmetic.ts';

/** A layer with weights, in whatever form the export has it. */
export interface FoundLayer {
  readonly node: OnnxNode;
  /** What goes in, and what comes out behind the bias. */
  readonly input: string;
  readonly output: string;
  /** Of a convolution it is read anew each time it is asked for, since all of them together are too much to hold. */
  readonly weight: FloatTensor;
  readonly bias: Float32Array;
}

/** The one convolution in a module. Its weight keeps ONNX's order: [outputs][inputs][kernel], or the first two swapped where it is transposed. */
export function findConvolution(
  graph: KnownGraph,
  module: string,
  opType: 'Conv' | 'ConvTranspose',
): FoundLayer {
  const opTypes = opType === 'Conv' ? ['Conv', 'ConvInteger'] : ['ConvTranspose'];
  return readConvolution(graph, graph.index.nodeIn(module, opTypes));
}

/** Reads a convolution, its bias inside the node or behind it. */
export function readConvolution(graph: KnownGraph, node: OnnxNode): FoundLayer {
  const input = inputOf(node, 0);
  if (node.opType === 'ConvInteger') return { node, input, ...addBias(graph, readInteger(graph, node, 0)) };
  const own = node.inputs[2] ?? '';
  const bias = own === '' ? new Float32Array(0) : graph.constants.read(own).data;
  return { node, input, output: outputOf(node), weight: graph.constants.refer(inputOf(node, 1)), bias };
}

/** A convolution's weight, read when it is asked for, and its bias. */
export function toPlain({ weight, bias }: FoundLayer): {
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
  const node = graph.index.nodeIn(module, ['Gemm', 'MatMul', 'MatMulInteger']);
  const input = inputOf(node, 0);
  if (node.opType === 'Gemm') return { node, input, ...readGemm(graph, node) };
  const product =
    node.opType === 'MatMulInteger'
      ? readInteger(graph, node, 1)
      : { weight: graph.constants.read(inputOf(node, 1)), output: outputOf(node) };
  return { node, input, ...addBias(graph, { ...product, weight: rearrange(product.weight, [1, 0]) }) };
}

type Product = Pick<FoundLayer, 'weight' | 'output'>;

function readGemm({ constants }: KnownGraph, node: OnnxNode): Product & Pick<FoundLayer, 'bias'> {
  const { attributes } = node;
  const isPlain =
    (attributes.get('alpha')?.float ?? 1) === 1 &&
    (attributes.get('beta')?.float ?? 1) === 1 &&
    (attributes.get('transA')?.int ?? 0) === 0;
  if (!isPlain) throw new GraphMismatch(`${node.name} scales or turns its input`);
  const weight = constants.read(inputOf(node, 1));
  const isTurned = attributes.get('transB')?.int === 1;
  return {
    weight: isTurned ? weight : rearrange(weight, [1, 0]),
    bias: constants.read(inputOf(node, 2)).data,
    output: outputOf(node),
  };
}

/**
 * Reads a product of whole numbers as ONNX Runtime's dynamic quantisation makes it: the product is cast, and
 * multiplied by the product of both scales, of which the weight's is constant.
 */
function readInteger(graph: KnownGraph, node: OnnxNode, axis: number): Product {
  const { constants, index } = graph;
  const scaled = usersOf(graph, outputOf(node)).find(({ opType }) => opType === 'Mul');
  const factors = scaled?.inputs.find((input) => index.origin(input) !== outputOf(node));
  const factor = factors === undefined ? null : index.producer(factors);
  const parts = factor === null ? null : splitConstant(graph, factor);
  if (scaled === undefined || parts === null) throw new GraphMismatch(`${node.name} has no scale`);
  const zeroPoints = node.inputs[3] ?? '';
  const quantised = {
    values: constants.read(inputOf(node, 1)),
    scales: constants.read(parts.constant),
    zeroPoints: zeroPoints === '' ? null : constants.read(zeroPoints),
  };
  return { weight: dequantize(quantised, axis), output: outputOf(scaled) };
}

/** Adds the constant that a sum right behind the product adds. */
function addBias(graph: KnownGraph, product: Product): Product & Pick<FoundLayer, 'bias'> {
  const users = usersOf(graph, product.output);
  const sum = users.length === 1 ? users[0] : undefined;
  const parts = sum?.opType === 'Add' ? splitConstant(graph, sum) : null;
  if (sum === undefined || parts === null) return { ...product, bias: new Float32Array(0) };
  const bias = graph.constants.read(parts.constant).data;
  return { ...product, bias, output: outputOf(sum) };
}
