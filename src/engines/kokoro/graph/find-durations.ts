import type { OnnxModel } from '../../../compute/onnx/onnx-graph.ts';

/** Finds the frames of each token before they are rounded: the model's own output, or else what its only rounding rounds. */
export function findDurations({ nodes, outputs }: OnnxModel): string | null {
  if (outputs.includes('durations')) return 'durations';
  return findRounded({ nodes });
}

/** Finds what the only rounding of a model rounds; an output may be the same under another name. */
export function findRounded({ nodes }: Pick<OnnxModel, 'nodes'>): string | null {
  const [round, ...others] = nodes.filter(({ opType }) => opType === 'Round');
  return others.length > 0 ? null : (round?.inputs[0] ?? null);
}
