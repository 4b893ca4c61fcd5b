import type { CheckFigures } from '../../../contract/engine-status.ts';
import { distanceNames } from './compare-sounds.ts';

/**
 * What a right backend stays below, even where two right runs are exactly alike; the record of the figures that led
 * to these is docs/decisions/0005-trusting-a-backend.md.
 */
const FLOORS: CheckFigures = {
  durations: 0.02,
  level: 1.5,
  bands: 2,
  worstBands: 3,
  treble: 0.05,
  pitch: 0.2,
  difference: 1.2,
};

/**
 * Samples are a sharp measure where both got the same harmonic source: fp32 is then within 5e-4, and a GPU whose sines are
 * only as good as WebGPU demands (2⁻¹¹) is ten times farther off.
 */
const SAME_SOURCE_DIFFERENCE = 0.05;

/** How many times farther than two right runs from each other a right backend may be from them. */
const SPREAD_FACTOR = 2;

/** No distance at all: what two runs without random noise have. */
export const noSpread: CheckFigures = {
  durations: 0,
  level: 0,
  bands: 0,
  worstBands: 0,
  treble: 0,
  pitch: 0,
  difference: 0,
};

/** The larger of two distances in each respect. */
export function toFarther(a: CheckFigures, b: CheckFigures): CheckFigures {
  const farther = { ...a };
  for (const name of distanceNames) farther[name] = Math.max(a[name], b[name]);
  return farther;
}

/**
 * Says in words what is wrong with a rendering so far from right ones; null if nothing is. Those are apart by chance, as
 * `spread` says, unless all had the same source.
 */
export function judgeDistance(distance: CheckFigures, spread: CheckFigures | 'same source'): string | null {
  for (const name of distanceNames) {
    const limit = toLimit(name, spread);
    // What is not a number is no small distance.
    if (!(distance[name] <= limit)) return words[name](distance[name], limit);
  }
  return null;
}

function toLimit(name: keyof CheckFigures, spread: CheckFigures | 'same source'): number {
  if (spread !== 'same source') return Math.max(FLOORS[name], SPREAD_FACTOR * spread[name]);
  return name === 'difference' ? SAME_SOURCE_DIFFERENCE : FLOORS[name];
}

const words: Readonly<Record<keyof CheckFigures, (value: number, limit: number) => string>> = {
  durations: (value) => `${toPercent(value)} of the sounds last too long or too short`,
  level: (value) => `it is ${value.toFixed(0)} dB too loud or too soft`,
  bands: (value, limit) =>
    `it sounds different: ${value.toFixed(1)} dB in 8 bands, where ${limit.toFixed(1)} dB are right`,
  worstBands: (value, limit) =>
    `half a second of it sounds different: ${value.toFixed(1)} dB in 8 bands, where ${limit.toFixed(1)} dB are right`,
  treble: (value) => `it hisses: ${toPercent(value)} more of it lies above 6 kHz`,
  pitch: (value) => `${toPercent(value)} of it has another pitch`,
  difference: (value) => `half a second of it is another sound: ${toPercent(value)} of it differs`,
};

function toPercent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
