import { floats, ints } from '../../onnx/model.ts';
import { shared } from './constants.ts';
import { addLength } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

const BOOL = 9;
const LEAST_FLOAT = -3.4028234663852886e38;

/** Adds what attention adds to its scores, `[1, 1, n, n]`: 0 throughout, since one text fills the batch. */
export function addMask(
  graph: ModuleBuilder,
  { length, dims }: { readonly length: string; readonly dims: string },
): string {
  const ones = graph.node('ConstantOfShape', [dims], {
    attributes: { value: { tensor: floats([1], [1]) } },
  });
  const axes = graph.constant(`${graph.path}/Unsqueeze_5_axes`, () => ints([1, 2]));
  const planes = graph.node('Unsqueeze_5', [ones, axes], { outputs: [graph.value('Unsqueeze_6')] });
  const shape = graph.node('Shape_3', [ones]);
  const rows = addLength(graph, shape, { index: 'index0', labels: ['Gather_2', 'Unsqueeze_7'] });
  const columns = addLength(graph, shape, { index: 'index1', labels: ['Gather_3', 'Unsqueeze_9'] });
  const wanted = graph.node('Concat_2', [rows, shared(graph, 'one'), length, columns], {
    outputs: [graph.value('Reshape_1')],
    attributes: { axis: { int: 0 } },
  });
  const isWhole = graph.node('Equal_1', [wanted, shared(graph, 'minusOnes4')]);
  const target = graph.node('Where_1', [isWhole, shared(graph, 'ones4'), wanted]);
  const spread = graph.node('Expand_1', [planes, target], { outputs: [graph.value('Cast')] });
  const absent = graph.node('Sub', [shared(graph, 'float1'), spread]);
  const isAbsent = graph.node('Cast_1', [absent], {
    outputs: [graph.value('Cast_2')],
    attributes: { to: { int: BOOL } },
  });
  const least = graph.constant(graph.value('Constant_21'), () => floats([], [LEAST_FLOAT]));
  return graph.node('Where_2', [isAbsent, least, absent]);
}
