import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { ints } from '../onnx/model.ts';
import { addScalar } from './layers.ts';

const INT64 = 7;
const FLOAT = 1;

/**
 * Adds the one-hot alignment `[n, F]` of tokens and frames: durations `[1, n]` are rounded half to even, at least 1,
 * and token t owns the frames between the sums of the durations before and after it.
 */
export function addAlignment(graph: GraphBuilder, durations: string): string {
  const rounded = graph.node('Round', [durations]);
  const clipped = graph.node('Clip', [rounded, addScalar(graph, 1)]);
  const frames = graph.node('Cast', [clipped], { to: { int: INT64 } });
  const column = graph.node('Transpose', [frames], { perm: { ints: [1, 0] } });
  const ends = graph.node('CumSum', [column, graph.constant(ints([0], []))]);
  const starts = graph.node('Sub', [ends, column]);
  const total = graph.node('ReduceSum', [column], { keepdims: { int: 0 } });
  const indices = graph.node('Range', [graph.constant(ints([0], [])), total, graph.constant(ints([1], []))]);
  const begun = graph.node('GreaterOrEqual', [indices, starts]);
  const unfinished = graph.node('Less', [indices, ends]);
  const owned = graph.node('And', [begun, unfinished]);
  return graph.node('Cast', [owned], { to: { int: FLOAT } });
}
