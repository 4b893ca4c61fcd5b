import type { OnnxModel } from '../../../compute/onnx/onnx-graph.ts';

/** Finds the frames of each token before they are rounded: the model's own output, or else what its only rounding rounds. */
export function findDurations({ nodes, outputs }: OnnxModel): string | null {
  if (outputs.includes('durations')) return 'durations';
  const [round, ...others] = nodes.filter(({ opType }) => opType === 'Round');
  return others.length > 0 ? null : (round?.inputs[0] ?? null);
}
