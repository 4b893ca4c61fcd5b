import type { DecoderWeights, ProsodyWeights } from '../tail/front-weights.ts';
import type { GeneratorWeights } from '../tail/generator-weights.ts';
import type { EncoderWeights } from '../encoder/encoder-weights.ts';
import type { SourceWeights } from '../source/source-weights.ts';
import { findDurations } from './find-durations.ts';
import { findDecoder, type FoundDecoder } from './find-decoder.ts';
import { findEncoder, type FoundEncoder } from './find-encoder.ts';
import { findGenerator, type FoundGenerator } from './find-generator.ts';
import { findProsody, type FoundProsody } from './find-prosody.ts';
import { findSource, type FoundSource } from './find-source.ts';
import { GraphMismatch, OnnxFormatError, type OnnxModel } from '../../../compute/onnx/onnx-graph.ts';
import { toKnownGraph, type KnownGraph } from '../../../compute/onnx/known-graph.ts';
import { normalise } from '../../../compute/onnx/normalise/normalise.ts';
import type { FileBytes } from '../../../compute/file-bytes.ts';
import { readModel } from '../../../compute/onnx/read-model.ts';
import { writePart, type CutValue, type WrittenModel } from './write-part.ts';

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

/** The encoder, and where its parts begin in the model's style. */
export interface SplitEncoder {
  readonly weights: EncoderWeights;
  readonly styleParts: FoundEncoder['styleParts'];
}

/** A model in parts: what ONNX Runtime goes on running, and what is computed here. */
export interface SplitModel {
  /** Weights are read out of the model's file when they are asked for. */
  readonly generator: GeneratorWeights;
  /** What else was found in front of the generator, each only behind the next; null where it is built otherwise. */
  readonly decoder: DecoderWeights | null;
  readonly prosody: ProsodyWeights | null;
  /** Everything before, and which parts of the style are whose; only with the prosody. */
  readonly encoder: SplitEncoder | null;
  readonly source: SourceWeights;
  /** What the first samples of the tail's sound must be multiplied by; neither tail does so. */
  readonly start: Float32Array;
  /** Writes a model of what is behind the features. */
  writeTail(): WrittenModel;
  /** Writes a model of the source alone, whose noise is what the harmonics give. */
  writeSource(): WrittenModel;
  /**
   * Writes the front of the model. Unless it `hasCurves`, F0 and energy are computed elsewhere where their weights were
   * found.
   */
  writeFront(options: { readonly hasCurves: boolean }): WrittenModel;
}

/** Why a model cannot be split. */
export interface Unsplit {
  /** In words, for the log. */
  readonly reason: string;
}

/** Takes Kokoro's model apart in front of the generator. A graph that does not match in every respect is left alone. */
export function splitModel(file: FileBytes): SplitModel | Unsplit {
  try {
    const model = normalise(readModel(file));
    const graph = toKnownGraph(model);
    const generator = findGenerator(graph);
    const source = findSource(graph, generator.module);
    if (!model.outputs.includes('waveform')) throw new GraphMismatch('The graph gives no waveform');
    const decoder = tryToFind(() => findDecoder(graph, generator));
    const prosody =
      decoder === null ? null : tryToFind(() => findProsody(graph, { decoder, sourceF0: source.f0 }));
    const { style } = generator;
    const encoder =
      decoder === null || prosody === null
        ? null
        : tryToFind(() => findEncoder(graph, { decoder, prosody, style }));
    return toParts(graph, { generator, source, decoder, prosody, encoder });
  } catch (error) {
    // The engine's own reasons, and a graph that is too deep or too large.
    const isKnown = [GraphMismatch, OnnxFormatError, RangeError].some((kind) => error instanceof kind);
    if (isKnown && error instanceof Error) return { reason: error.message };
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
  readonly encoder: FoundEncoder | null;
}

function toParts(graph: KnownGraph, found: Found): SplitModel {
  const { model } = graph.index;
  const { generator, source, decoder, prosody, encoder } = found;
  return {
    generator: generator.weights,
    decoder: decoder?.weights ?? null,
    prosody: prosody?.weights ?? null,
    encoder,
    source: source.weights,
    start: generator.start.factors,
    writeTail: () =>
      writePart(model, {
        inputs: listTailInputs(found),
        outputs: [{ value: 'waveform', name: TAIL.waveform }],
        // What writes over the first samples is nothing for a GPU.
        bypassed: generator.start.written,
      }),
    writeSource: () =>
      writePart(model, {
        inputs: [{ value: source.f0, name: SOURCE.f0 }],
        outputs: [
          { value: source.excitation, name: SOURCE.excitation },
          { value: generator.spectrum, name: SOURCE.spectrum },
        ],
        bypassed: source.noises,
      }),
    writeFront: ({ hasCurves }) => {
      const kept = hasCurves ? { ...found, prosody: null } : found;
      return writePart(model, { outputs: listFrontOutputs(model, kept) });
    },
  };
}

function listTailInputs({ generator, decoder }: Found): readonly CutValue[] {
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
  model: OnnxModel,
  { generator, source, decoder, prosody }: Found,
): readonly CutValue[] {
  const durations = findDurations(model);
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
