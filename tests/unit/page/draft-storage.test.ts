import { expect, test } from 'vitest';
import { createDraftStorage, type DraftStorage } from '../../../src/page/draft-storage.ts';

type Items = Map<string, string>;

function open(items: Items, room = Infinity) {
  return () => ({
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException('No room.', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  });
}

/** One origin; a tab that is opened again with its items is reloaded. */
function createOrigin(room?: number): (tab: Items) => DraftStorage {
  const last: Items = new Map();
  return (tab) => createDraftStorage('sotto.draft', { openTab: open(tab, room), openLast: open(last, room) });
}

test('each tab reads its own text again, and a new one what was written last', () => {
  const openTab = createOrigin();
  const one: Items = new Map();
  const other: Items = new Map();
  const first = openTab(one);
  expect(first.read()).toBeNull();
  first.write('A letter.');
  const second = openTab(other);
  expect(second.read()).toBe('A letter.');
  second.write('A list.');
  expect(openTab(one).read()).toBe('A letter.');
  expect(openTab(other).read()).toBe('A list.');
  expect(openTab(new Map()).read()).toBe('A list.');
  // A tab that is duplicated begins with a copy.
  const copy = new Map(one);
  const third = openTab(copy);
  expect(third.read()).toBe('A letter.');
  third.write('A copy.');
  expect(openTab(one).read()).toBe('A letter.');
  expect(openTab(new Map()).read()).toBe('A copy.');
});

test('a tab keeps what it only shows, too, while another writes', () => {
  const openTab = createOrigin();
  openTab(new Map()).write('A letter.');
  const shown: Items = new Map();
  expect(openTab(shown).read()).toBe('A letter.');
  openTab(new Map()).write('A list.');
  expect(openTab(shown).read()).toBe('A letter.');
});

test('a tab that is cleared forgets its own text and no other', () => {
  const openTab = createOrigin();
  const one: Items = new Map();
  const other: Items = new Map();
  const first = openTab(one);
  first.read();
  first.write('A letter.');
  openTab(other).write('A list.');
  first.write(null);
  expect(openTab(one).read()).toBeNull();
  expect(openTab(new Map()).read()).toBe('A list.');
  const second = openTab(other);
  expect(second.read()).toBe('A list.');
  second.write(null);
  expect(openTab(new Map()).read()).toBeNull();
});

test('a sheet that was emptied stays so, and takes the text of no other tab away', () => {
  const openTab = createOrigin();
  const one: Items = new Map();
  const first = openTab(one);
  first.write('A letter.');
  first.write('');
  expect(openTab(one).read()).toBe('');
  expect(openTab(new Map()).read()).toBe('');
  openTab(new Map()).write('A list.');
  first.write('');
  expect(openTab(one).read()).toBe('');
  expect(openTab(new Map()).read()).toBe('A list.');
});

test('a text that does not fit leaves no older one, and storage may be denied', () => {
  const openTab = createOrigin(10);
  const tab: Items = new Map();
  expect(openTab(tab).write('It fits.')).toBe(true);
  expect(openTab(tab).write('This does not fit.')).toBe(false);
  expect(openTab(tab).read()).toBeNull();

  const last: Items = new Map();
  const deny = (): never => {
    throw new DOMException('Denied.', 'SecurityError');
  };
  const draft = createDraftStorage('sotto.draft', { openTab: deny, openLast: open(last) });
  expect(draft.write('A letter.')).toBe(true);
  expect(draft.read()).toBe('A letter.');
  draft.write(null);
  expect(draft.read()).toBeNull();
  const nowhere = createDraftStorage('sotto.draft', { openTab: deny, openLast: deny });
  expect(nowhere.write('A letter.')).toBe(false);
  expect(nowhere.read()).toBeNull();
});
