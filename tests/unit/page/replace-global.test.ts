import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { replaceGlobal } from '../../../src/page/replace-global.ts';
import { Scope } from '../../../src/std/scope.ts';

const original = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', original);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function replace(): { readonly scope: Scope; readonly replacement: typeof fetch } {
  const scope = new Scope();
  const replacement = vi.fn<typeof fetch>();
  replaceGlobal(scope, 'fetch', replacement);
  return { scope, replacement };
}

it('gives the original back, unless somebody wrapped it since', () => {
  const first = replace();
  expect(globalThis.fetch).toBe(first.replacement);
  first.scope.dispose();
  expect(globalThis.fetch).toBe(original);
  const second = replace();
  const theirs = vi.fn<typeof fetch>();
  globalThis.fetch = theirs;
  second.scope.dispose();
  expect(globalThis.fetch).toBe(theirs);
});

// React mounts a component twice in development, and the first one's end comes after the second one's beginning.
it.each([
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
])('gives the original back once all have ended, in the order %i, %i, %i', (...order) => {
  const all = [replace(), replace(), replace()];
  for (const [step, index] of order.entries()) {
    expect(globalThis.fetch).not.toBe(original);
    all[index]?.scope.dispose();
    const living = all.filter(({ scope }) => !scope.disposed);
    // The newest that lives is asked first.
    if (step < 2) expect(globalThis.fetch).toBe(living.at(-1)?.replacement);
  }
  expect(globalThis.fetch).toBe(original);
});
