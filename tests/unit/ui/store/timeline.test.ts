import { expect, test } from 'vitest';
import type { Take } from '../../../../src/ui/store/take.ts';
import {
  toNextSentenceSeconds,
  toPreviousSentenceSeconds,
  toSpokenRange,
  toSpokenSentence,
  toSpokenWord,
} from '../../../../src/ui/store/timeline.ts';
import { after, createSegment, order } from './take-state.ts';

const word = (start: number, end: number, startSeconds: number) => ({
  start,
  end,
  startSeconds,
  endSeconds: startSeconds + 0.5,
});

/** "One two. Three four.", one second for each word, as one segment. */
const segment = createSegment(0, {
  end: 20,
  durationSeconds: 4,
  words: [word(0, 3, 0), word(4, 7, 1), word(9, 14, 2), word(15, 19, 3)],
});

const takeAt = (positionSeconds: number): Take => ({
  ...order,
  segments: [segment],
  positionSeconds,
  complete: false,
  isWaiting: false,
  isHurried: false,
});

test('finds the sentence and the word that are heard, and none before the sound or after it', () => {
  const state = { phase: 'speaking', take: takeAt(2.2) } as const;
  expect(toSpokenSentence(state)).toMatchObject({ start: 9, end: 20 });
  expect(toSpokenWord(state)).toMatchObject({ start: 9, end: 14 });
  expect(toSpokenWord({ phase: 'paused', take: takeAt(2.7) })).toBeNull();
  expect(toSpokenWord({ phase: 'preparing', take: takeAt(0) })).toBeNull();
  expect(toSpokenSentence({ phase: 'finished', take: takeAt(3.9) })).toBeNull();
});

test.each([
  [0.3, 0],
  [1.9, 0],
  [2.4, 0],
  [3.5, 2],
])(
  'from %d s the previous sentence begins at %d s: this one again if it went on for a while',
  (at, start) => {
    expect(toPreviousSentenceSeconds(takeAt(at))).toBe(start);
  },
);

test('goes to the next sentence that was made', () => {
  expect(toNextSentenceSeconds(takeAt(0.5))).toBe(2);
  expect(toNextSentenceSeconds(takeAt(2.5))).toBeNull();
});

test.each([
  ['the same', order.text, { start: 9, end: 20 }],
  ['edited behind what is heard', `${order.text} Five.`, { start: 9, end: 20 }],
  ['edited in what is heard', 'One two. Three for.', null],
  ['edited before it', `Zero. ${order.text}`, null],
  ['replaced', 'Another text altogether.', null],
])('marks what is heard in a text that is %s', (_, text, range) => {
  const state = {
    ...after({ type: 'text-changed', text }),
    take: { phase: 'speaking', take: takeAt(2.2) },
  } as const;
  expect(toSpokenRange(state, toSpokenSentence)).toEqual(range);
});

test('marks a part where it stands in the text, without the space around it', () => {
  const sheet = `Zero. ${order.text}`;
  const take = { ...takeAt(0.2), sheet, sheetStart: 6 };
  const state = {
    ...after({ type: 'text-changed', text: `${sheet} And more.` }),
    take: { phase: 'speaking', take },
  } as const;
  expect(toSpokenRange(state, toSpokenSentence)).toEqual({ start: 6, end: 14 });
  expect(toSpokenRange(state, toSpokenWord)).toEqual({ start: 6, end: 9 });
});
