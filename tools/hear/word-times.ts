import { median } from '../../src/benchmark/statistics.ts';
import type { Language } from '../../src/contract/language.ts';
import { alignWords } from '../../src/text/comparing/align-words.ts';
import { toComparedWords } from '../../src/text/comparing/compared-words.ts';

/** A word and when it begins and ends, in seconds. */
export interface TimedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** How the heard beginnings of words lie to those that were said, in seconds. */
export interface WordTimes {
  /** Words that were heard as they were said. */
  readonly count: number;
  /** By how much the median word is heard too late; negative where it is early. */
  readonly lag: number;
  /** The median distance, once the lag is taken off. */
  readonly medianDistance: number;
  /** What 95 words of 100 keep below, once the lag is taken off. */
  readonly greatDistance: number;
}

/** Compares when words were said with when they were heard; null where none was heard as it was said. */
export function compareWordTimes(
  said: readonly TimedWord[],
  heard: readonly TimedWord[],
  language: Language,
): WordTimes | null {
  const [saidStarts, heardStarts] = [toStarts(said, language), toStarts(heard, language)];
  const pairs = alignWords(
    saidStarts.map(({ key }) => key),
    heardStarts.map(({ key }) => key),
  );
  const late = pairs.flatMap((pair) => {
    const [one, other] = [saidStarts[pair.said ?? -1], heardStarts[pair.heard ?? -1]];
    if (one === undefined || one.key !== other?.key) return [];
    return one.start === null || other.start === null ? [] : [other.start - one.start];
  });
  return late.length === 0 ? null : toWordTimes(late);
}

/** Sums up how late words are heard, in seconds each. */
export function toWordTimes(late: readonly number[]): WordTimes {
  const lag = median(late);
  const distances = late.map((seconds) => Math.abs(seconds - lag)).toSorted((a, b) => a - b);
  return {
    ...{ count: late.length, lag, medianDistance: median(distances) },
    greatDistance: distances[Math.ceil(0.95 * distances.length) - 1] ?? 0,
  };
}

interface Start {
  readonly key: string;
  /** Null within a word: a word of an unspaced language has several keys, one a character. */
  readonly start: number | null;
}

function toStarts(words: readonly TimedWord[], language: Language): readonly Start[] {
  return words.flatMap(({ word, start }) =>
    toComparedWords(word, language).map(({ key }, index) => ({ key, start: index === 0 ? start : null })),
  );
}
