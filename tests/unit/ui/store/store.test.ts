import { expect, test } from 'vitest';
import { createStore } from '../../../../src/ui/store/store.ts';

test('tells listeners of changes only, until they leave', () => {
  const store = createStore(0, (state: number, event: number) => state + event);
  const seen: number[] = [];
  const leave = store.subscribe(() => seen.push(store.getState()));
  store.dispatch(2);
  store.dispatch(0);
  store.dispatch(3);
  leave();
  store.dispatch(4);
  expect(seen).toEqual([2, 5]);
  expect(store.getState()).toBe(9);
});

test('a listener may leave while it is being told', () => {
  const store = createStore(0, (state: number, event: number) => state + event);
  const seen: string[] = [];
  const leaveFirst = store.subscribe(() => {
    seen.push('first');
    leaveFirst();
  });
  store.subscribe(() => seen.push('second'));
  store.dispatch(1);
  store.dispatch(1);
  expect(seen).toEqual(['first', 'second', 'second']);
});
