import { HEARING_RATE } from '../../../contract/hearing.ts';
import { BIN_COUNT, FRAME_SAMPLES } from './power-spectrum.ts';

/** One triangular filter: its weights, and the bin that the first of them is for. */
export interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

// Slaney's scale: linear up to 1 kHz, logarithmic above.
const LINEAR_HERTZ = 200 / 3;
const BREAK_HERTZ = 1000;
const BREAK_MEL = BREAK_HERTZ / LINEAR_HERTZ;
const LOG_STEP = Math.log(6.4) / 27;

/** Creates Slaney's mel filters over 0 to 8 kHz, each with an area of one. */
export function createMelFilters(count: number): readonly MelFilter[] {
  const top = toMel(HEARING_RATE / 2);
  const edges = Array.from({ length: count + 2 }, (_, index) => toHertz((top * index) / (count + 1)));
  return Array.from({ length: count }, (_, index) => {
    const [low = 0, middle = 0, high = 0] = edges.slice(index, index + 3);
    const all = Float64Array.from({ length: BIN_COUNT }, (__, bin) => {
      const hertz = (bin * HEARING_RATE) / FRAME_SAMPLES;
      const height = Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle));
      return (Math.max(0, height) * 2) / (high - low);
    });
    const firstBin = Math.max(
      0,
      all.findIndex((weight) => weight > 0),
    );
    const endBin = all.findLastIndex((weight) => weight > 0) + 1;
    return { firstBin, weights: all.slice(firstBin, endBin) };
  });
}

function toMel(hertz: number): number {
  return hertz < BREAK_HERTZ ? hertz / LINEAR_HERTZ : BREAK_MEL + Math.log(hertz / BREAK_HERTZ) / LOG_STEP;
}

function toHertz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HERTZ : BREAK_HERTZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
}
