import { cutModel } from './cut-model.ts';
import { findGenerator } from './find-generator.ts';
import { findSource } from './find-source.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { outputOf, toKnownGraph, type KnownGraph } from './known-graph.ts';
import { OnnxFormatError } from './onnx-format-error.ts';
import type { OnnxModel } from './onnx-graph.ts';
import { readModel } from './read-model.ts';
import type { GeneratorWeights } from '../kernels/generator-weights.ts';
import type { SourceWeights } from '../source/source-weights.ts';

/** Names of what a cut model gives; `durations` is missing where the graph does not have them. */
export const FRONT_OUTPUTS = {
  /** [1, channels, 2F]. */
  features: 'front_features',
  /** [1, 2F], in hertz. */
  f0: 'front_f0',
  /** The decoder's half of the style. */
  style: 'front_style',
  /** [1, n], before rounding. */
  durations: 'front_durations',
} as const;

/** A model in two parts: what ONNX Runtime goes on running, and what is computed here. */
export interface SplitModel {
  readonly generator: GeneratorWeights;
  readonly source: SourceWeights;
  /** Makes the front of the model, in the memory of the whole one, which is used up. */
  cut(): Uint8Array;
}

/** Why a model cannot be split. */
export interface Unsplit {
  /** In words, for the log. */
  readonly reason: string;
}

/** Takes Kokoro's model apart in front of the generator. A graph that does not match in every respect is left alone. */
export function splitModel(bytes: Uint8Array): SplitModel | Unsplit {
  try {
    const model = readModel(bytes);
    const graph = toKnownGraph(model);
    const { weights, module, features, style } = findGenerator(graph);
    const source = findSource(graph, module);
    const durations = findDurations(graph, model);
    const outputs = [
      { value: features, name: FRONT_OUTPUTS.features },
      { value: source.f0, name: FRONT_OUTPUTS.f0 },
      { value: style, name: FRONT_OUTPUTS.style },
      ...(durations === null ? [] : [{ value: durations, name: FRONT_OUTPUTS.durations }]),
    ];
    return { generator: weights, source: source.weights, cut: () => cutModel(model, outputs) };
  } catch (error) {
    if (error instanceof GraphMismatch || error instanceof OnnxFormatError) return { reason: error.message };
    throw error;
  }
}

/** The model's own output, or else what the graph's only rounding rounds. */
function findDurations({ index }: KnownGraph, model: OnnxModel): string | null {
  if (model.outputs.includes('durations')) return 'durations';
  const rounds = model.nodes.filter(({ opType }) => opType === 'Round');
  const [round] = rounds;
  if (round === undefined || rounds.length > 1) return null;
  const [value = outputOf(round)] = round.inputs;
  return index.origin(value);
}
