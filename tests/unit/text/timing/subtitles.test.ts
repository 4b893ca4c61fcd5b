import { expect, test } from 'vitest';
import { toSrt } from '../../../../src/text/timing/captions.ts';
import { toSubtitles } from '../../../../src/text/timing/subtitles.ts';

const text = '“Hello,” she said. It was late & dark.';

const segment = {
  start: 0,
  end: text.length,
  startSeconds: 0,
  durationSeconds: 4,
  peaks: new Float32Array(),
};

const words = [
  { start: 1, end: 6, startSeconds: 0.1, endSeconds: 0.6 },
  { start: 9, end: 12, startSeconds: 0.7, endSeconds: 1 },
  { start: 13, end: 17, startSeconds: 1, endSeconds: 1.5 },
  { start: 19, end: 21, startSeconds: 2, endSeconds: 2.2 },
  { start: 33, end: 37, startSeconds: 3.1, endSeconds: 3.8 },
];

test('times subtitles by words', () => {
  const spoken = { text, language: 'en-us', segments: [{ ...segment, words }] } as const;
  expect(toSrt(toSubtitles(spoken))).toBe(
    '1\n00:00:00,100 --> 00:00:01,500\n“Hello,” she said.\n\n' +
      '2\n00:00:02,000 --> 00:00:03,800\nIt was late & dark.\n',
  );
});

test('times subtitles by sentences where words have no times', () => {
  const peaks = new Float32Array(200).fill(0.5).fill(0, 85, 100);
  const spoken = { text, language: 'en-us', segments: [{ ...segment, peaks, words: [] }] } as const;
  const captions = toSubtitles(spoken);
  expect(captions.map((caption) => caption.text)).toEqual(['“Hello,” she said.', 'It was late & dark.']);
  expect(captions[1]?.startSeconds).toBe(2);
});
