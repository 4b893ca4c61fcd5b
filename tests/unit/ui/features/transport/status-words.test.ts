import { expect, test } from 'vitest';
import type { AppEvent } from '../../../../../src/ui/store/event.ts';
import { toSaveWords, toStatusWords } from '../../../../../src/ui/features/transport/status-words.ts';
import { after, createSegment, heard, ordered } from '../../store/take-state.ts';

const spoken: readonly AppEvent[] = [
  ordered,
  { type: 'segment-made', segment: createSegment(0) },
  heard(0.5),
  { type: 'save-finished', fileName: 'one-two.wav' },
];
const say = (...more: AppEvent[]): readonly string[] => {
  const state = after(...spoken, ...more);
  return [toStatusWords(state), toSaveWords(state)];
};

test('a saved file is told beside what the player does, until the take is heard again', () => {
  const saved = 'Saved one-two.wav';
  expect(say()).toEqual(['Speaking with the built-in voice', saved]);
  expect(say({ type: 'take-paused' })).toEqual(['Paused. The built-in voice speaks.', saved]);
  expect(say({ type: 'take-stopped' })).toEqual(['Stopped', saved]);
  expect(say({ type: 'take-paused' }, { type: 'take-resumed' })[1]).toBe('');
  expect(say({ type: 'take-stopped' }, { type: 'take-replayed', fromSeconds: 0 })[1]).toBe('');
});
