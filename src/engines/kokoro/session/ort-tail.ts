import { loadOrt, type Ort, type OrtModel } from '../../../compute/runtime/ort-model.ts';
import type { FileBytes } from '../../../compute/file-bytes.ts';
import type { SessionOptions } from './session.ts';
import { SPECTRUM_CHANNELS } from '../tail/generator-weights.ts';
import type { SourceTransform } from '../source/source-weights.ts';
import { toSpectrum } from '../source/transform.ts';
import type { GeneratorInput } from '../tail/generator.ts';
import { TAIL, type SplitModel } from '../graph/split-model.ts';
import { startPart } from './start-part.ts';
import type { SplitTail } from './split-tail.ts';

/**
 * Starts decoder and generator in ONNX Runtime, as the model's own graph computes them, on the processor or the GPU. The
 * GPU's build is another module than the one that runs the front, so that the front stays in the fastest build for the
 * processor, and the GPU's needs no threads.
 */
export async function createOrtTail(
  { split, file }: { readonly split: SplitModel; readonly file: FileBytes },
  options: Pick<SessionOptions, 'device' | 'threads' | 'ortUrl'>,
  signal: AbortSignal,
): Promise<SplitTail> {
  const { device } = options;
  const ort = await loadOrt(device === 'webgpu' ? { ...options, threads: 1 } : options);
  const model = await startPart(ort, { part: split.writeTail(), file, device }, signal);
  return {
    generator: { by: device === 'webgpu' ? 'webgpu' : 'onnxruntime', reason: null, difference: null },
    // The processor has nothing else to do meanwhile.
    leavesRoom: device === 'webgpu',
    computeCurves: null,
    encode: null,
    generate: (input) => generate({ ort, model, source: split.source }, input),
    release: () => model.release(),
  };
}

interface Running {
  readonly ort: Ort;
  readonly model: OrtModel;
  readonly source: SourceTransform;
}

async function generate(
  { ort, model, source: transform }: Running,
  { features, curves, source, style }: GeneratorInput,
): Promise<Float32Array<ArrayBuffer>> {
  const spectrum = toSpectrum(source, transform);
  const rows = spectrum.length / SPECTRUM_CHANNELS;
  const steps = (rows - 1) / 60;
  const columns = curves === undefined ? steps : steps / 2;
  const toTensor = (values: Float32Array, dims: readonly number[]): InstanceType<Ort['Tensor']> =>
    new ort.Tensor('float32', values, dims);
  const { [TAIL.waveform]: waveform } = await model.run({
    [TAIL.features]: toTensor(features, [1, features.length / columns, columns]),
    [TAIL.style]: toTensor(style, [1, style.length]),
    [TAIL.spectrum]: toTensor(spectrum, [1, SPECTRUM_CHANNELS, rows]),
    ...(curves === undefined
      ? {}
      : {
          [TAIL.f0]: toTensor(curves.f0, [1, 1, steps]),
          [TAIL.energy]: toTensor(curves.energy, [1, 1, steps]),
        }),
  });
  if (waveform === undefined) throw new TypeError('The tail of the model gives no waveform.');
  return waveform;
}
