import { expect, it } from 'vitest';
import { isOutOfMemory } from '../../../src/std/memory.ts';

it.each([
  'Array buffer allocation failed',
  'WebAssembly.Memory(): could not allocate memory',
  'WebAssembly.Memory.grow(): Unable to grow instance memory',
  'Aborted(OOM). Build with -sASSERTIONS for more info.',
  'std::bad_alloc',
  'Out of memory',
  'Could not allocate 536870912 bytes',
])('finds that memory ran out: %s', (words) => {
  expect(isOutOfMemory(new Error(words))).toBe(true);
  expect(isOutOfMemory(new Error('The model did not start.', { cause: new Error(words) }))).toBe(true);
});

it.each([
  "The model's thread was ended.",
  'The room is out of date.',
  'memory access out of bounds',
  'Status 500: zoom',
])('does not take another failure for it: %s', (words) => {
  expect(isOutOfMemory(new Error(words))).toBe(false);
  expect(isOutOfMemory(words)).toBe(false);
});
