import { describe, expect, it } from 'vitest';
import { toEarsDocument, type EarsReport } from '../../../tools/hear/ears-report.ts';
import { compareWordTimes, type TimedWord } from '../../../tools/hear/word-times.ts';

const toWords = (...words: readonly (readonly [word: string, start: number])[]): readonly TimedWord[] =>
  words.map(([word, start]) => ({ word, start, end: start + 0.2 }));

describe('the times of words', () => {
  it('are compared for the words that were heard as they were said, once the lag is taken off', () => {
    const said = toWords(['One', 0], ['two,', 0.5], ['three', 1], ['four.', 1.5]);
    const heard = toWords(['one', 0.1], ['to', 0.9], ['three', 1.12], ['and', 1.3], ['four', 1.7]);
    const times = compareWordTimes(said, heard, 'en-us');
    expect(times?.count).toBe(3);
    expect(times?.lag).toBeCloseTo(0.12, 6);
    expect(times?.medianDistance).toBeCloseTo(0.02, 6);
    expect(times?.greatDistance).toBeCloseTo(0.08, 6);
  });

  it('of a language without spaces count where a word that was said begins', () => {
    const said = toWords(['你好', 0], ['世界', 0.6]);
    const heard = toWords(['你', 0.1], ['好，', 0.3], ['世', 0.7], ['界', 0.9]);
    const times = compareWordTimes(said, heard, 'zh');
    expect([times?.count, times?.lag.toFixed(6), times?.medianDistance.toFixed(6)]).toEqual([
      2,
      '0.100000',
      '0.000000',
    ]);
  });

  it('are nothing where no word was heard as it was said', () => {
    expect(compareWordTimes(toWords(['one', 0]), toWords(['two', 0]), 'en-us')).toBeNull();
  });
});

const times = { count: 20, lag: -0.012, medianDistance: 0.034, greatDistance: 0.1 };
const report: EarsReport = {
  measured: 'Measured on 2026-03-04: Kokoro; a processor.',
  formats: ['wav', 'mp3'],
  rows: [
    {
      voice: 'af_alloy',
      audioSeconds: 8,
      forms: {
        wav: { errors: { errors: 1, words: 20 }, times, totalMs: 4000 },
        mp3: { errors: { errors: 20, words: 20 }, times: null, totalMs: 4000 },
      },
    },
  ],
  wordless: { silence: '', music: 'Thank you.' },
  long: { audioSeconds: 600, totalMs: 300_000, errors: { errors: 12, words: 1200 }, longestGap: 2 },
  speeds: { 1: [4000], 2: [2000] },
};

describe('the document', () => {
  const text = toEarsDocument(report);

  it.each([
    ['word error by format', '| af_alloy | 8.0 s | 5.0 % | 100.0 % |'],
    ['times in milliseconds', '| af_alloy | 20 | -12 | 34 | 100 |  |  |  |'],
    ['speed by threads', '| 1 | 0.50 | 0.50 | 0.50 |\n| 2 | 0.25 | 0.25 | 0.25 |'],
    ['what was made up', 'silence, music, 12 s each: music: “Thank you.”'],
    ['ten minutes', '12 of 1200 words are wrong (1.0 %), and at most 2 in a row are missing.'],
  ])('has %s', (_, line) => {
    expect(text).toContain(line);
  });
});
