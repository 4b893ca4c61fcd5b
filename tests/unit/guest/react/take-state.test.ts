import { expect, it } from 'vitest';
import { begun, fail, idle, move, reachWord } from '../../../../src/guest/react/take-state.ts';

const word = { text: 'One', start: 0, end: 3, startSeconds: 0, endSeconds: 1 };

it('a word that is reported after a pause leaves it a pause', () => {
  expect(reachWord(move(begun, 'paused'), word)).toEqual({ status: 'paused', word, error: null });
  expect(move(reachWord(move(begun, 'paused'), word), 'playing').status).toBe('playing');
});

it('what has ended or failed is neither paused nor gone on with', () => {
  const failed = fail(new Error('No voice.'));
  for (const to of ['paused', 'playing'] as const) {
    expect(move(failed, to)).toBe(failed);
    expect(move(idle, to)).toBe(idle);
  }
  expect(fail(new DOMException('Gone.', 'AbortError'))).toBe(idle);
});
