import { findOnsets } from '../../fixtures/find-onsets.ts';
import { expect } from './app-test.ts';

/** What a pause is, for a judge that knows nothing but the sound. */
const pause = { level: 0.008, leastSeconds: 0.15 };

/** Speech at 24 kHz, and when each of its words was said to begin, in seconds. */
interface TimedSpeech {
  readonly samples: Float32Array;
  readonly words: readonly { readonly start: number }[];
}

/** How far each onset that is heard behind a pause lies from the nearest time that a word was said to begin at, in seconds. */
export function toOnsetDistances({ samples, words }: TimedSpeech): readonly number[] {
  return findOnsets(samples, pause).map((onset) =>
    Math.min(...words.map(({ start }) => Math.abs(start - onset))),
  );
}

/** Words begin where they are heard: half of the distances are 20 ms at most, and nine of ten 60 ms. */
export function expectNear(distances: readonly number[], whose: string): void {
  const sorted = distances.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Infinity;
  // How often a voice pauses is its own affair; so many are enough to judge by.
  expect(sorted.length, whose).toBeGreaterThanOrEqual(12);
  expect(at(0.5), whose).toBeLessThanOrEqual(0.02);
  expect(at(0.9), whose).toBeLessThanOrEqual(0.06);
}
