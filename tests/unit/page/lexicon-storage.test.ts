import { expect, test } from 'vitest';
import type { LexiconEntry } from '../../../src/contract/lexicon.ts';
import { createLexiconStorage, type LexiconStorage } from '../../../src/page/lexicon-storage.ts';
import { Scope } from '../../../src/std/scope.ts';

const entry = (written: string): LexiconEntry => ({
  written,
  says: 'x',
  language: 'all',
  matchCase: false,
  wholeWord: true,
});

/** Two tabs of one origin: one storage, whose events reach the other tab. */
function openTabs(items = new Map<string, string>(), room = Infinity): readonly LexiconStorage[] {
  const targets = [new EventTarget(), new EventTarget()];
  return targets.map((target) =>
    createLexiconStorage({
      target,
      open: () => ({
        getItem: (key) => items.get(key) ?? null,
        setItem: (key, value) => {
          if (value.length > room) throw new DOMException('No room.', 'QuotaExceededError');
          items.set(key, value);
          for (const other of targets) {
            if (other !== target) other.dispatchEvent(Object.assign(new Event('storage'), { key }));
          }
        },
      }),
    }),
  );
}

test('a change of one tab reaches the other, and none is lost', () => {
  const [one, other] = openTabs();
  const heard: number[] = [];
  other?.follow(new Scope(), (entries) => heard.push(entries.length));
  one?.change((entries) => [...entries, entry('a')]);
  other?.change((entries) => [...entries, entry('b')]);
  expect(heard).toEqual([1]);
  expect(one?.read().map(({ written }) => written)).toEqual(['a', 'b']);
  expect(one?.read()).toBe(one?.read());
});

test('what cannot be stored lasts as long as the page', () => {
  const [tab] = openTabs(new Map(), 10);
  expect(tab?.change(() => [entry('a')])).toMatchObject({ isKept: false });
  expect(tab?.read()).toHaveLength(1);
});

test.each([['{'], ['7'], ['{"entries":[{"written":7}]}']])('broken data %s are no entries', (text) => {
  const [tab] = openTabs(new Map([['sotto.lexicon', text]]));
  expect(tab?.read()).toEqual([]);
});
