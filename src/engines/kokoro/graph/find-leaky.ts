import { GraphMismatch, type OnnxNode } from '../../../compute/onnx/onnx-graph.ts';
import { makerOf, type KnownGraph } from '../../../compute/onnx/known-graph.ts';

/** The slope below zero in front of the upsampling. */
export const FIRST_SLOPE = 0.1;
/** The slope below zero in front of the last convolution. */
export const LAST_SLOPE = 0.01;

/** ONNX's own, where none is said. */
const DEFAULT_SLOPE = 0.01;

/** The node that bends a value with this slope. */
export function findLeaky(graph: KnownGraph, value: string, slope: number): OnnxNode {
  const node = makerOf(graph, value, 'LeakyRelu');
  const alpha = node.attributes.get('alpha')?.float ?? DEFAULT_SLOPE;
  if (Math.abs(alpha - slope) > 1e-6) throw new GraphMismatch(`${node.name} has the slope ${alpha}`);
  return node;
}
