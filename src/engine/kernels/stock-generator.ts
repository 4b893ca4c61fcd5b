import { TAIL } from '../onnx/split-model.ts';
import { createOrtModel, type Ort } from '../kokoro/ort-model.ts';
import { SPECTRUM_CHANNELS } from './generator-weights.ts';
import type { Generator } from './generator.ts';

/** The generator in ONNX Runtime, as the model's own graph computes it. */
export interface StockGenerator extends Generator {
  release(): Promise<void>;
}

/** Starts the model that `SplitModel.copyTail` makes. */
export async function createStockGenerator(
  ort: Ort,
  tail: Uint8Array,
  signal: AbortSignal,
): Promise<StockGenerator> {
  const model = await createOrtModel(ort, { model: tail, device: 'wasm' }, signal);
  return {
    generate: async ({ features, source, style }) => {
      const rows = source.length / SPECTRUM_CHANNELS;
      const steps = (rows - 1) / 60;
      const outputs = await model.run({
        [TAIL.features]: new ort.Tensor('float32', features, [1, features.length / steps, steps]),
        [TAIL.style]: new ort.Tensor('float32', style, [1, style.length]),
        [TAIL.spectrum]: new ort.Tensor('float32', source, [1, SPECTRUM_CHANNELS, rows]),
      });
      const waveform = outputs[TAIL.waveform];
      if (waveform === undefined) throw new TypeError('The generator gives no waveform.');
      return waveform;
    },
    release: () => model.release(),
  };
}
