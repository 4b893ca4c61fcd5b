import { describe, expect, it } from 'vitest';
import { toCaptions } from '../../../../src/text/timing/captions.ts';
import { splitSentences } from '../../../../src/text/sentences/split-sentences.ts';
import {
  findHeard,
  toSentenceTimes,
  toWordTimesOrEstimates,
  type TimedSegment,
} from '../../../../src/text/timing/timeline.ts';

const text = 'One two. Three four. Five.';
const sentences = [...splitSentences(text, 'en-us')];

const word = (start: number, end: number, startSeconds: number) => ({
  start,
  end,
  startSeconds,
  endSeconds: startSeconds + 0.5,
});

const withWords: TimedSegment = {
  start: 0,
  end: 21,
  startSeconds: 0,
  durationSeconds: 3,
  words: [word(0, 3, 0.1), word(4, 7, 0.6), word(9, 14, 1.5), word(15, 19, 2)],
  peaks: new Float32Array(150).fill(0.5),
};

const withoutWords: TimedSegment = { ...withWords, words: [] };

describe('toSentenceTimes', () => {
  it('takes the time of the first word of each sentence, as far as was spoken', () => {
    expect(toSentenceTimes(sentences, [withWords])).toEqual([
      { start: 0, end: 9, startSeconds: 0, endSeconds: 1.5 },
      { start: 9, end: 21, startSeconds: 1.5, endSeconds: 3 },
    ]);
  });

  it('finds the pause nearest to where the share of the text would have it', () => {
    const peaks = new Float32Array(150).fill(0.5);
    peaks.fill(0, 50, 60);
    peaks.fill(0, 140, 150);
    const times = toSentenceTimes(sentences, [{ ...withoutWords, peaks }]);
    expect(times.map(({ startSeconds }) => startSeconds)).toEqual([0, 1.2]);
  });

  it('falls back to the share where nothing is quiet', () => {
    const times = toSentenceTimes(sentences, [withoutWords]);
    expect(times[1]?.startSeconds).toBeCloseTo((3 * 9) / 21);
  });

  it('gives a sentence that spans segments one time', () => {
    const parts = [
      { ...withoutWords, end: 4, durationSeconds: 1 },
      { ...withoutWords, start: 4, end: 9, startSeconds: 1, durationSeconds: 1 },
      { ...withoutWords, start: 9, end: 26, startSeconds: 2, durationSeconds: 2 },
    ];
    const times = toSentenceTimes(sentences, parts);
    expect(times).toHaveLength(3);
    expect(times[0]).toMatchObject({ startSeconds: 0, endSeconds: 2 });
    expect(times[2]?.endSeconds).toBe(4);
  });

  it('is empty before anything was spoken', () => {
    expect(toSentenceTimes(sentences, [])).toEqual([]);
  });
});

describe('findHeard', () => {
  const times = [word(0, 1, 1), word(1, 2, 1.5), word(2, 3, 4)];

  it('finds what is heard, and nothing in between', () => {
    expect([0.9, 1, 1.49, 1.5, 2, 3.9, 4.2, 4.5].map((seconds) => findHeard(times, seconds)?.start)).toEqual([
      undefined,
      0,
      0,
      1,
      undefined,
      undefined,
      2,
      undefined,
    ]);
  });
});

describe('toWordTimesOrEstimates', () => {
  it('keeps the times that are known and estimates the others in order', () => {
    const rest = { ...withoutWords, start: 21, end: 26, startSeconds: 3, durationSeconds: 1 };
    const times = toSentenceTimes(sentences, [withWords, rest]);
    const words = toWordTimesOrEstimates(text, times, [withWords, rest]);
    expect(words.slice(0, 4)).toEqual(withWords.words);
    expect(words[4]).toMatchObject({ start: 21, end: 25, startSeconds: 3 });
    expect(toCaptions(text, words).map((caption) => caption.text)).toEqual([
      'One two.',
      'Three four.',
      'Five.',
    ]);
  });

  it('gives a pause no words', () => {
    const pause = { ...withoutWords, end: 0, durationSeconds: 1, peaks: new Float32Array(50) };
    const moved = { ...withWords, startSeconds: 1 };
    const marked = { ...pause, end: 4 };
    for (const silence of [pause, marked]) {
      const times = toSentenceTimes(sentences, [silence, moved]);
      expect(toWordTimesOrEstimates(text, times, [silence, moved])).toEqual(withWords.words);
    }
  });

  it('can cut a line of a language without spaces', () => {
    const chinese =
      '今天天气很好我们一起去公园散步吧然后再去吃一点东西好不好呢我想应该没有问题的你说是不是这样呢今天天气很好我们一起去公园散步吧然后再去吃一点东西好不好呢';
    const segment = { ...withoutWords, end: chinese.length, durationSeconds: 20 };
    const times = toSentenceTimes([...splitSentences(chinese, 'zh')], [segment]);
    const captions = toCaptions(chinese, toWordTimesOrEstimates(chinese, times, [segment]));
    expect(captions.length).toBeGreaterThan(1);
    expect(captions.map((caption) => caption.text.replaceAll('\n', '')).join('')).toBe(chinese);
    for (const caption of captions) {
      expect(caption.endSeconds - caption.startSeconds).toBeLessThanOrEqual(7);
    }
  });
});
