import type { GeneratorWeights } from '../kernels/generator-weights.ts';
import type { SourceWeights } from '../source/source-weights.ts';
import type { CutInput } from './cut-ends.ts';
import { copyPart, cutModel } from './cut-model.ts';
import { findGenerator, type FoundGenerator } from './find-generator.ts';
import { findSource, type FoundSource } from './find-source.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { outputOf, toKnownGraph, type KnownGraph } from './known-graph.ts';
import { OnnxFormatError } from './onnx-format-error.ts';
import { ELEMENT_TYPES, type OnnxModel } from './onnx-graph.ts';
import { readModel } from './read-model.ts';

/** Names of what the front of a model gives; `durations` is missing where the graph does not have them. */
export const FRONT = {
  /** [1, channels, 2F]. */
  features: 'front_features',
  /** [1, 2F], in hertz. */
  f0: 'front_f0',
  /** The decoder's half of the style. */
  style: 'front_style',
  /** [1, n], before rounding. */
  durations: 'front_durations',
} as const;

/** Names of what the generator on its own takes and gives. */
export const TAIL = {
  /** As the front gives them. */
  features: 'tail_features',
  style: 'tail_style',
  /** [1, 22, 120F + 1]. */
  spectrum: 'tail_spectrum',
  /** [1, 600F]. */
  waveform: 'tail_waveform',
} as const;

/** Names of what the harmonic source on its own takes and gives. */
export const SOURCE = {
  /** [1, 2F], in hertz. */
  f0: 'source_f0',
  /** [1, 600F, 1]. */
  excitation: 'source_excitation',
  /** [1, 22, 120F + 1]. */
  spectrum: 'source_spectrum',
} as const;

/** A model in parts: what ONNX Runtime goes on running, and what is computed here. */
export interface SplitModel {
  readonly generator: GeneratorWeights;
  readonly source: SourceWeights;
  /** In what the graph itself computes the generator. */
  readonly precision: 'fp32' | 'fp16' | 'quantised';
  /** Makes a model of the generator alone, in memory of its own. */
  copyTail(): Uint8Array<ArrayBuffer>;
  /** Makes a model of the source alone, whose noise is what the harmonics give, in memory of its own. */
  copySource(): Uint8Array<ArrayBuffer>;
  /** Makes the front of the model, in the memory of the whole one, which is used up. */
  cutFront(): Uint8Array;
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
    const generator = findGenerator(graph);
    const source = findSource(graph, generator.module);
    if (!model.outputs.includes('waveform')) throw new GraphMismatch('The graph gives no waveform');
    return toParts(graph, generator, source);
  } catch (error) {
    if (error instanceof GraphMismatch || error instanceof OnnxFormatError) return { reason: error.message };
    throw error;
  }
}

function toParts(graph: KnownGraph, generator: FoundGenerator, source: FoundSource): SplitModel {
  const { model } = graph.index;
  const { features, style, spectrum, elementType } = generator;
  const { f0, excitation, noises } = source;
  const durations = findDurations(graph, model);
  const front = [
    { value: features, name: FRONT.features },
    { value: f0, name: FRONT.f0 },
    { value: style, name: FRONT.style },
    ...(durations === null ? [] : [{ value: durations, name: FRONT.durations }]),
  ];
  const toInput = (value: string, name: string): CutInput => ({ value, name, elementType });
  const isHalf = elementType === ELEMENT_TYPES.float16;
  return {
    generator: generator.weights,
    source: source.weights,
    precision: generator.isQuantised ? 'quantised' : isHalf ? 'fp16' : 'fp32',
    copyTail: () =>
      copyPart(model, {
        inputs: [
          toInput(features, TAIL.features),
          toInput(style, TAIL.style),
          toInput(spectrum, TAIL.spectrum),
        ],
        outputs: [{ value: 'waveform', name: TAIL.waveform }],
      }),
    copySource: () =>
      copyPart(model, {
        inputs: [toInput(f0, SOURCE.f0)],
        outputs: [
          { value: excitation, name: SOURCE.excitation },
          { value: spectrum, name: SOURCE.spectrum },
        ],
        bypassed: noises,
      }),
    cutFront: () => cutModel(model, { outputs: front }),
  };
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
