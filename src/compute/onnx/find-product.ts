import type { StoredWeights } from '../stored-weights.ts';
import { GraphMismatch, type OnnxNode } from './onnx-graph.ts';
import { inputOf, outputOf, splitConstant, type KnownGraph } from './known-graph.ts';

/** A product of rows with a constant matrix, and the constant row that is added to it. */
export interface FoundProduct {
  readonly node: OnnxNode;
  readonly input: string;
  /** Behind the sum. */
  readonly output: string;
  /** What the matrix and the row are called: layers that share them share these names. */
  readonly names: readonly [weight: string, bias: string];
  readonly weights: {
    readonly inputs: number;
    readonly outputs: number;
    /** [inputs][outputs], read each time it is asked for. */
    readonly weight: StoredWeights;
    readonly bias: Float32Array;
  };
}

/** The one product in a module. */
export function findProduct(graph: KnownGraph, module: string): FoundProduct {
  return readProduct(graph, graph.index.nodeIn(module, ['MatMul']));
}

/** Reads a product with its sum; throws `GraphMismatch` where its matrix or its sum is no constant. */
export function readProduct(graph: KnownGraph, node: OnnxNode): FoundProduct {
  const { constants, index } = graph;
  const name = inputOf(node, 1);
  const matrix = constants.refer(name);
  const [inputs, outputs] = matrix.dims;
  const [sum, ...others] = index.consumers(outputOf(node));
  const parts = sum?.opType === 'Add' && others.length === 0 ? splitConstant(graph, sum) : null;
  const bias = parts === null ? null : constants.read(parts.constant).data;
  const isMatrix = inputs !== undefined && outputs !== undefined && matrix.dims.length === 2;
  if (!isMatrix || sum === undefined || parts === null || bias?.length !== outputs)
    throw new GraphMismatch(`${node.name} is no product of rows with a sum`);
  return {
    ...{ node, input: inputOf(node, 0), output: outputOf(sum), names: [name, parts.constant] },
    weights: {
      ...{ inputs, outputs, bias },
      get weight() {
        return matrix.stored;
      },
    },
  };
}
