import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import type { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { SourceTransform } from '../source/source-weights.ts';
import { padSignal } from '../source/transform.ts';
import { BINS, HOP_SAMPLES, SPECTRUM_CHANNELS, WINDOW_SAMPLES } from './generator-weights.ts';

/** Zero rows around the source's spectrum, wide enough for its strided convolution. */
export const SOURCE_MARGIN = 16;

/** The transform of the source in the kernels' memory. */
export interface PackedSource extends Pick<SourceTransform, 'straightPhase' | 'isMirrored'> {
  /** As `PolarTransform` has them. */
  readonly waves: number;
}

/** Packs the transform of the source. */
export function packSource(
  { real, imaginary, straightPhase, isMirrored }: SourceTransform,
  memory: KernelMemory,
): PackedSource {
  const waves = new Float64Array(2 * BINS * WINDOW_SAMPLES);
  for (let place = 0; place < WINDOW_SAMPLES; place += 1) {
    for (let bin = 0; bin < BINS; bin += 1) {
      const target = 2 * (place * BINS + bin);
      waves[target] = real[bin * WINDOW_SAMPLES + place] ?? 0;
      waves[target + 1] = imaginary[bin * WINDOW_SAMPLES + place] ?? 0;
    }
  }
  return { waves: memory.storeDoubles(waves), straightPhase, isMirrored };
}

/** Makes room for the source, with half a window in front and behind; returns its address. */
export function allocateSource(memory: KernelMemory, sampleCount: number): number {
  return memory.allocateFloats(sampleCount + WINDOW_SAMPLES);
}

/** Puts the source where `allocateSource` made room for it. */
export function placeSource(
  memory: KernelMemory,
  address: number,
  { source, isMirrored }: { readonly source: Float32Array } & Pick<PackedSource, 'isMirrored'>,
): void {
  const padded = padSignal(source, isMirrored);
  memory.floats(address, padded.length).set(padded);
}

/** Adds what turns the source into magnitudes and phases, [time][22], with zero rows on both sides. */
export function addSource(
  builder: ProgramBuilder,
  { waves, straightPhase }: PackedSource,
  { samples, sampleCount, spectrum }: { samples: number; sampleCount: number; spectrum: number },
): void {
  const rows = sampleCount / HOP_SAMPLES + 1;
  const out = spectrum + SOURCE_MARGIN * SPECTRUM_CHANNELS * 4;
  builder.fill(spectrum, SOURCE_MARGIN * SPECTRUM_CHANNELS);
  builder.fill(out + rows * SPECTRUM_CHANNELS * 4, SOURCE_MARGIN * SPECTRUM_CHANNELS);
  builder.polar({ samples, rows, waves, straightPhase, out });
}
