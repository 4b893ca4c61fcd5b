import { SOURCE, type SplitModel } from '../graph/split-model.ts';
import { createOrtModel, type Ort } from '../../../compute/runtime/ort-model.ts';
import { toExcitation } from '../source/harmonic-source.ts';
import { toSpectrum } from '../source/transform.ts';
import { BINS } from '../tail/generator-weights.ts';
import { measureDifference } from './measure-difference.ts';

/** Steps of the curve that the source is tried with: the graph's own phases grow, and get worse, with the length. */
const STEPS = 24;

/** How far the source may be from the graph's own, relative root mean square. */
const LIMIT = 1e-3;

/**
 * Compares the harmonic source with the graph's own, both with the harmonics in the place of random noise. Gives in
 * words what is wrong, or null.
 */
export async function checkSource(ort: Ort, split: SplitModel, signal: AbortSignal): Promise<string | null> {
  const model = await createOrtModel(ort, { ...split.writeSource(), device: 'wasm' }, signal);
  try {
    const f0 = Float32Array.from({ length: STEPS }, (_, step) => (step % 11 === 7 ? 0 : 110 + 4 * step));
    const outputs = await model.run({ [SOURCE.f0]: new ort.Tensor('float32', f0.slice(), [1, STEPS]) });
    const excitation = outputs[SOURCE.excitation] ?? new Float32Array();
    const spectrum = outputs[SOURCE.spectrum] ?? new Float32Array();
    const own = toExcitation(split.source, f0, (_, harmonics) => harmonics);
    if (!(measureDifference(own, excitation) <= LIMIT)) return 'its harmonic source is another';
    const transformed = toComplex(toSpectrum(excitation, split.source));
    const isSame = measureDifference(transformed, toComplex(spectrum)) <= LIMIT;
    return isSame ? null : 'it transforms its source in another way';
  } finally {
    await model.release();
  }
}

/** Where there is hardly any magnitude, phases mean nothing. */
function toComplex(spectrum: Float32Array): Float64Array {
  const half = spectrum.length / 2;
  const frames = half / BINS;
  const parts = new Float64Array(spectrum.length);
  for (let index = 0; index < BINS * frames; index += 1) {
    const magnitude = spectrum[index] ?? 0;
    const phase = spectrum[half + index] ?? 0;
    parts[index] = magnitude * Math.cos(phase);
    parts[half + index] = magnitude * Math.sin(phase);
  }
  return parts;
}
