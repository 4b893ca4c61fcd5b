import { expect, it } from 'vitest';
import { toCaptions, toSrt, toVtt } from '../../../../src/text/timing/captions.ts';

function time(text: string, secondsPerWord = 0.5) {
  return [...text.matchAll(/[\p{L}\p{N}’']+/gu)].map((match, index) => ({
    start: match.index,
    end: match.index + match[0].length,
    startSeconds: index * secondsPerWord,
    endSeconds: (index + 1) * secondsPerWord,
  }));
}

it('ends a caption with a sentence, and keeps the punctuation', () => {
  const text = 'Who’s there? “Nobody”, said\nthe wind.';
  expect(toCaptions(text, time(text))).toEqual([
    { startSeconds: 0, endSeconds: 1, text: 'Who’s there?' },
    { startSeconds: 1, endSeconds: 2, text: '“Nobody”, said' },
    { startSeconds: 2, endSeconds: 3, text: 'the wind.' },
  ]);
});

it('keeps captions short enough to be read', () => {
  const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  const captions = toCaptions(text, time(text));
  expect(captions.every(({ text: { length } }) => length <= 84)).toBe(true);
  expect(captions.every(({ startSeconds, endSeconds }) => endSeconds - startSeconds <= 7)).toBe(true);
  expect(
    captions
      .map((caption) => caption.text)
      .join(' ')
      .replaceAll('\n', ' '),
  ).toBe(text);
  const lines = captions.flatMap((caption) => caption.text.split('\n'));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(46);
});

it('writes SubRip and WebVTT', () => {
  const captions = [{ startSeconds: 3599.9996, endSeconds: 3661.25, text: 'Salt & <pepper>' }];
  expect(toSrt(captions)).toBe('1\n01:00:00,000 --> 01:01:01,250\nSalt & <pepper>\n');
  expect(toVtt(captions)).toBe('WEBVTT\n\n01:00:00.000 --> 01:01:01.250\nSalt &amp; &lt;pepper&gt;\n');
});
