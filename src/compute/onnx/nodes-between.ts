import { GraphMismatch } from './graph-mismatch.ts';
import type { KnownGraph } from './known-graph.ts';
import type { OnnxNode } from './onnx-graph.ts';

export interface Stretch {
  /** What the message of a mismatch calls it. */
  readonly name: string;
  /** Values that it begins at; each must be met. */
  readonly stops: readonly string[];
  /** Operators that may lie in it. */
  readonly ops: readonly string[];
}

/**
 * Collects the nodes that make a value out of others and of constants; throws `GraphMismatch` where another operator or
 * another value takes part. What only the sizes of a value go into ends there.
 */
export function collectNodes(
  { index, constants }: KnownGraph,
  value: string,
  { name, stops, ops }: Stretch,
): readonly OnnxNode[] {
  const nodes = new Set<OnnxNode>();
  const missing = new Set(stops);
  const ends = new Set(stops);
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    missing.delete(next);
    if (ends.has(next) || next === '' || constants.has(next)) continue;
    const node = index.producer(next);
    if (node === null || !ops.includes(node.opType))
      throw new GraphMismatch(`${name} is joined up otherwise: it reads ${next}`);
    if (nodes.has(node)) continue;
    nodes.add(node);
    if (node.opType !== 'Shape') open.push(...node.inputs);
  }
  for (const stop of missing) throw new GraphMismatch(`${name} does not read ${stop}`);
  return [...nodes];
}
