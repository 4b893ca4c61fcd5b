import { PROSODY, TAIL, type SplitModel } from '../onnx/split-model.ts';
import type { Ort, OrtModel } from '../kokoro/ort-model.ts';
import { SPECTRUM_CHANNELS } from './generator-weights.ts';
import type { GeneratorInput, Tail } from './generator.ts';
import { createAndFree } from './model-memory.ts';
import type { Curves, ProsodyInput } from './prosody.ts';

/** What the kernels compute, in ONNX Runtime, as the model's own graph computes it. */
export interface StockTail extends Pick<Tail, 'generate' | 'computeCurves'> {
  release(): Promise<void>;
}

/** Starts copies of the parts of a model that the kernels compute. */
export async function createStockTail(ort: Ort, split: SplitModel, signal: AbortSignal): Promise<StockTail> {
  const tail = await createAndFree(ort, split.copyTail(), signal);
  const copy = split.copyProsody();
  const prosody = copy === null ? null : await createAndFree(ort, copy, signal);
  return {
    generate: (input) => generate(ort, tail, input),
    computeCurves: prosody === null ? null : (input) => computeCurves(ort, prosody, input),
    release: async () => {
      await Promise.all([tail.release(), prosody?.release()]);
    },
  };
}

async function generate(
  ort: Ort,
  model: OrtModel,
  { features, curves, source, style }: GeneratorInput,
): Promise<Float32Array<ArrayBuffer>> {
  const rows = source.length / SPECTRUM_CHANNELS;
  const steps = (rows - 1) / 60;
  const columns = curves === undefined ? steps : steps / 2;
  const toTensor = (values: Float32Array, dims: readonly number[]): InstanceType<Ort['Tensor']> =>
    new ort.Tensor('float32', values, dims);
  const { waveform } = await runNamed(
    model,
    { waveform: TAIL.waveform },
    {
      [TAIL.features]: toTensor(features, [1, features.length / columns, columns]),
      [TAIL.style]: toTensor(style, [1, style.length]),
      [TAIL.spectrum]: toTensor(source, [1, SPECTRUM_CHANNELS, rows]),
      ...(curves === undefined
        ? {}
        : {
            [TAIL.f0]: toTensor(curves.f0, [1, 1, steps]),
            [TAIL.energy]: toTensor(curves.energy, [1, 1, steps]),
          }),
    },
  );
  return waveform;
}

async function computeCurves(
  ort: Ort,
  model: OrtModel,
  { states, style, frames }: ProsodyInput,
): Promise<Curves> {
  return runNamed(
    model,
    { f0: PROSODY.f0, energy: PROSODY.energy },
    {
      [PROSODY.states]: new ort.Tensor('float32', states, [1, states.length / frames, frames]),
      [PROSODY.style]: new ort.Tensor('float32', style, [1, style.length]),
    },
  );
}

/** Runs a model and gives the outputs that are named; throws a TypeError where one is missing. */
async function runNamed<Names extends Readonly<Record<string, string>>>(
  model: OrtModel,
  names: Names,
  feeds: Parameters<OrtModel['run']>[0],
): Promise<Record<keyof Names, Float32Array<ArrayBuffer>>> {
  const outputs = await model.run(feeds);
  const entries = Object.entries(names).map(([key, name]) => {
    const values = outputs[name];
    if (values === undefined) throw new TypeError(`A part of the model gives no ${key}.`);
    return [key, values] as const;
  });
  return Object.fromEntries(entries) as Record<keyof Names, Float32Array<ArrayBuffer>>;
}
