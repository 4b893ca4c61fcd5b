import type { Segment, WordTime } from '../../../src/contract/segment.ts';
import { describe, expect, it } from 'vitest';
import { findSilence, type SilenceSearch } from '../../../src/speech/find-silence.ts';
import { toWordTimes } from '../../../src/speech/word-times.ts';

const segment: Segment = {
  index: 0,
  text: 'Hi you.',
  start: 10,
  end: 17,
  phonemes: 'hI ju.',
  read: 'Hi you.',
  tokenIds: [0, 50, 25, 16, 52, 63, 4, 0],
  words: [
    { start: 10, end: 12, phonemeStart: 0, phonemeEnd: 2 },
    { start: 13, end: 16, phonemeStart: 3, phonemeEnd: 5 },
  ],
};

/** The first word lasts from 0.1 to 0.2 s, the second from 0.225 to 0.35 s; all is 0.5 s. */
const durations = Int32Array.of(4, 2, 2, 1, 3, 2, 2, 4);
const sampleCount = 12_000;

/** Sound of the durations' length that is silent in the given ranges of seconds. */
function soundWithPauses(...pauses: readonly (readonly [from: number, to: number])[]): Float32Array {
  const samples = Float32Array.from({ length: sampleCount }, (_, index) => (index % 2 === 0 ? 0.1 : -0.1));
  for (const [from, to] of pauses) samples.fill(0, Math.round(from * 24_000), Math.round(to * 24_000));
  return samples;
}

function toTimes(samples: Float32Array, kept = { start: 0, end: sampleCount }): number[][] {
  const times: readonly WordTime[] = toWordTimes(segment, { samples, durations, startSeconds: 0, kept });
  return times.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);
}

const closeTo = (seconds: readonly number[]): unknown[] =>
  seconds.map((value) => expect.closeTo(value, 3) as unknown);

describe('toWordTimes', () => {
  it('follows the durations where no pause is heard: frames of 25 ms behind the padding', () => {
    const times = toWordTimes(segment, {
      samples: soundWithPauses(),
      durations,
      startSeconds: 10,
      kept: { start: 0, end: sampleCount },
    });
    expect(times.map(({ start, end }) => [start, end])).toEqual([
      [10, 12],
      [13, 16],
    ]);
    expect(times[0]!.startSeconds).toBeCloseTo(10.1, 9);
    expect(times[0]!.endSeconds).toBeCloseTo(10.2, 9);
    expect(times[1]!.startSeconds).toBeCloseTo(10.225, 9);
    expect(times[1]!.endSeconds).toBeCloseTo(10.35, 9);
  });

  it('begins a word behind a pause where it is heard, sooner or later than the durations have it', () => {
    for (const onset of [0.07, 0.13]) {
      expect(toTimes(soundWithPauses([0, onset]))[0]).toEqual(closeTo([onset, 0.2]));
    }
    for (const onset of [0.21, 0.25]) {
      expect(toTimes(soundWithPauses([0.14, onset]))[1]).toEqual(closeTo([onset, 0.35]));
    }
  });

  it('ends a word where its sound does, and no later than the durations have it', () => {
    expect(toTimes(soundWithPauses([0.16, 0.23]))[0]).toEqual(closeTo([0.1, 0.16]));
    expect(toTimes(soundWithPauses([0.32, 0.5]))[1]).toEqual(closeTo([0.225, 0.32]));
    expect(toTimes(soundWithPauses([0.4, 0.5]))[1]).toEqual(closeTo([0.225, 0.35]));
  });

  it('takes the short closure of a consonant for no pause', () => {
    expect(toTimes(soundWithPauses([0.19, 0.23]))).toEqual([closeTo([0.1, 0.2]), closeTo([0.225, 0.35])]);
  });

  it('does not begin a word with the late end of the one before the pause', () => {
    const samples = soundWithPauses([0, 0.09]);
    // A click of 15 ms within the pause before the first word.
    samples.fill(0.1, 0.01 * 24_000, 0.025 * 24_000);
    expect(toTimes(samples)[0]![0]).toBeCloseTo(0.09, 3);
  });

  it('takes off what was cut and stays within what is left', () => {
    expect(toTimes(soundWithPauses(), { start: 3000, end: 7800 })).toEqual([
      closeTo([0, 0.075]),
      closeTo([0.1, 0.2]),
    ]);
  });
});

describe('findSilence', () => {
  const search = (more: Partial<SilenceSearch> = {}): SilenceSearch => ({
    range: { start: 0, end: 100 },
    bounds: { start: 0, end: 100 },
    level: 0.0625,
    leastSamples: 10,
    mostClickSamples: 4,
    breathLevel: 0.125,
    leastGapSamples: 3,
    ...more,
  });
  const loudBut = (...quiet: readonly (readonly [number, number])[]): Float32Array => {
    const samples = new Float32Array(100).fill(1);
    for (const [start, end] of quiet) samples.fill(-0.0625, start, end);
    return samples;
  };

  it('finds the longest silence that is long enough', () => {
    expect(findSilence(loudBut([5, 16], [40, 60]), search())).toEqual({ start: 40, end: 60 });
    expect(findSilence(loudBut([5, 14]), search())).toBeNull();
    expect(findSilence(new Float32Array(0), search())).toBeNull();
  });

  it('finds one that only touches the range, as far as the bounds', () => {
    const samples = loudBut([10, 50]);
    expect(findSilence(samples, search({ range: { start: 45, end: 90 } }))).toEqual({ start: 10, end: 50 });
    const bounded = search({ range: { start: 45, end: 90 }, bounds: { start: 30, end: 80 } });
    expect(findSilence(samples, bounded)).toEqual({ start: 30, end: 50 });
    expect(findSilence(samples, search({ range: { start: 51, end: 90 } }))).toBeNull();
  });

  it('goes on behind a click, and not behind a sound', () => {
    expect(findSilence(loudBut([10, 40], [44, 60]), search())).toEqual({ start: 10, end: 60 });
    expect(findSilence(loudBut([10, 40], [45, 60]), search())).toEqual({ start: 10, end: 40 });
  });

  it('goes on behind a breath that is parted from the sound, and not behind the soft beginning of a sound', () => {
    const breathing = (...quiet: readonly (readonly [number, number])[]): Float32Array => {
      const samples = loudBut([10, 30], ...quiet);
      return samples.fill(0.125, 30, 50);
    };
    expect(findSilence(breathing([50, 53]), search())).toEqual({ start: 10, end: 53 });
    expect(findSilence(breathing([50, 52]), search())).toEqual({ start: 10, end: 30 });
    expect(findSilence(breathing(), search())).toEqual({ start: 10, end: 30 });
    const louder = breathing([50, 60]).fill(0.25, 40, 41);
    expect(findSilence(louder, search())).toEqual({ start: 10, end: 30 });
  });
});
