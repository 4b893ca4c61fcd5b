import type { Scope } from '../std/scope.ts';

type Replaceable = 'fetch' | 'XMLHttpRequest';

/** Under this name a replacement that has ended says what it stood in the place of: to every copy of Sotto in the page. */
const STOOD_FOR = Symbol.for('sotto.stood-for');

/**
 * Puts `replacement` in the place of a global until `scope` ends. Several may be nested and end in any order: once all have,
 * the browser's own is back. Where somebody else has wrapped a replacement since, it stays, and must work as the one before it.
 */
export function replaceGlobal<Name extends Replaceable>(
  scope: Scope,
  name: Name,
  replacement: (typeof globalThis)[Name],
): void {
  const original = globalThis[name];
  globalThis[name] = replacement;
  scope.add(() => {
    Object.defineProperty(replacement, STOOD_FOR, { value: original });
    globalThis[name] = skipEnded(globalThis[name]);
  });
}

function skipEnded<T extends object>(present: T): T {
  const { [STOOD_FOR]: before } = present as { readonly [STOOD_FOR]?: T };
  return before === undefined ? present : skipEnded(before);
}
