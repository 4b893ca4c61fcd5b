import type { DecoderWeights, ProsodyWeights } from '../kernels/front-weights.ts';
import type { GeneratorWeights } from '../kernels/generator-weights.ts';
import type { Precision } from '../kokoro/session.ts';
import type { SourceWeights } from '../source/source-weights.ts';
import type { CutInput, CutOutput } from './cut-ends.ts';
import { copyPart, cutModel } from './cut-model.ts';
import { findDecoder, type FoundDecoder } from './find-decoder.ts';
import { findGenerator, type FoundGenerator } from './find-generator.ts';
import { findProsody, type FoundProsody } from './find-prosody.ts';
import { findSource, type FoundSource } from './find-source.ts';
import { GraphMismatch } from './graph-mismatch.ts';
import { outputOf, toKnownGraph, type KnownGraph } from './known-graph.ts';
import { OnnxFormatError } from './onnx-format-error.ts';
import { ELEMENT_TYPES, type OnnxModel } from './onnx-graph.ts';
import { readModel } from './read-model.ts';

/** Names of what the front of a model may give; which of them it gives depends on what else was found. */
export const FRONT = {
  /** The decoder's features [1, channels, 2F]; the aligned text [1, channels, F] where the decoder was found. */
  features: 'front_features',
  /** [1, 2F], in hertz; like `energy` only where the prosody was not found. */
  f0: 'front_f0',
  /** [1, 1, 2F]; only where the decoder was found. */
  energy: 'front_energy',
  /** What F0 and energy are made from, [1, channels, F], and the style that they follow. */
  states: 'front_states',
  prosodyStyle: 'front_prosody_style',
  /** The decoder's half of the style. */
  style: 'front_style',
  /** [1, n], before rounding; missing where the graph does not have them. */
  durations: 'front_durations',
} as const;

/** Names of what the tail of a model, from the front's features on, takes and gives. */
export const TAIL = {
  features: 'tail_features',
  style: 'tail_style',
  /** [1, 1, 2F] each; only with a decoder. */
  f0: 'tail_f0',
  energy: 'tail_energy',
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
  /** Weights are read out of the model's bytes when they are asked for, so before `cutFront`. */
  readonly generator: GeneratorWeights;
  /** What else was found in front of the generator, each only behind the next; null where it is built otherwise. */
  readonly decoder: DecoderWeights | null;
  readonly prosody: ProsodyWeights | null;
  readonly source: SourceWeights;
  /** In what the graph itself computes the generator. */
  readonly precision: Precision;
  /** Makes a model of what is behind the features, in memory of its own. */
  copyTail(): Uint8Array<ArrayBuffer>;
  /** Makes a model of the source alone, whose noise is what the harmonics give, in memory of its own. */
  copySource(): Uint8Array<ArrayBuffer>;
  /**
   * Makes the front of the model, in the memory of the whole one, which is used up. Unless it `hasCurves`, F0 and energy
   * are computed elsewhere where their weights were found.
   */
  cutFront(options: { readonly hasCurves: boolean }): Uint8Array;
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
    const decoder = tryToFind(() => findDecoder(graph, generator));
    const prosody =
      decoder === null ? null : tryToFind(() => findProsody(graph, { decoder, sourceF0: source.f0 }));
    return toParts(graph, { generator, source, decoder, prosody });
  } catch (error) {
    if (error instanceof GraphMismatch || error instanceof OnnxFormatError) return { reason: error.message };
    throw error;
  }
}

/** What is in front of the generator may stay with ONNX Runtime. */
function tryToFind<Found>(find: () => Found): Found | null {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof GraphMismatch)) throw error;
    console.warn(`Less of the model is on the kernels than could be: ${error.message}`);
    return null;
  }
}

interface Found {
  readonly generator: FoundGenerator;
  readonly source: FoundSource;
  readonly decoder: FoundDecoder | null;
  readonly prosody: FoundProsody | null;
}

function toParts(graph: KnownGraph, found: Found): SplitModel {
  const { model } = graph.index;
  const { generator, source, decoder, prosody } = found;
  const { elementType } = generator;
  const toInput = ({ value, name }: CutOutput): CutInput => ({ value, name, elementType });
  const isHalf = elementType === ELEMENT_TYPES.float16;
  return {
    generator: generator.weights,
    decoder: decoder?.weights ?? null,
    prosody: prosody?.weights ?? null,
    source: source.weights,
    precision: generator.isQuantised ? 'quantised' : isHalf ? 'fp16' : 'fp32',
    copyTail: () =>
      copyPart(model, {
        inputs: listTailInputs(found).map(toInput),
        outputs: [{ value: 'waveform', name: TAIL.waveform }],
      }),
    copySource: () =>
      copyPart(model, {
        inputs: [toInput({ value: source.f0, name: SOURCE.f0 })],
        outputs: [
          { value: source.excitation, name: SOURCE.excitation },
          { value: generator.spectrum, name: SOURCE.spectrum },
        ],
        bypassed: source.noises,
      }),
    cutFront: ({ hasCurves }) => {
      const kept = hasCurves ? { ...found, prosody: null } : found;
      return cutModel(model, { outputs: listFrontOutputs(graph, kept) });
    },
  };
}

function listTailInputs({ generator, decoder }: Found): readonly CutOutput[] {
  const { features, style, spectrum } = generator;
  const curves =
    decoder === null
      ? []
      : [
          { value: decoder.f0, name: TAIL.f0 },
          { value: decoder.energy, name: TAIL.energy },
        ];
  return [
    { value: decoder?.text ?? features, name: TAIL.features },
    { value: style, name: TAIL.style },
    { value: spectrum, name: TAIL.spectrum },
    ...curves,
  ];
}

function listFrontOutputs(
  graph: KnownGraph,
  { generator, source, decoder, prosody }: Found,
): readonly CutOutput[] {
  const durations = findDurations(graph, graph.index.model);
  const curves =
    prosody === null
      ? [
          { value: source.f0, name: FRONT.f0 },
          ...(decoder === null ? [] : [{ value: decoder.energy, name: FRONT.energy }]),
        ]
      : [
          { value: prosody.states, name: FRONT.states },
          { value: prosody.style, name: FRONT.prosodyStyle },
        ];
  return [
    { value: decoder?.text ?? generator.features, name: FRONT.features },
    { value: generator.style, name: FRONT.style },
    ...curves,
    ...(durations === null ? [] : [{ value: durations, name: FRONT.durations }]),
  ];
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
