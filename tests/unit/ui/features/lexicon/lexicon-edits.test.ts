import { expect, test } from 'vitest';
import type { LexiconEntry } from '../../../../../src/contract/lexicon.ts';
import { toReplacement } from '../../../../../src/ui/features/lexicon/lexicon-edits.ts';

const create = (written: string, says: string): LexiconEntry => ({
  ...{ written, says, language: 'all', matchCase: false, wholeWord: true },
});
const sotto = create('Sotto', 'sought oh');
const nginx = create('nginx', 'engine x');
const later = create('GIF', 'jif');

test('a new word is told as such, and undoing takes it out alone', () => {
  const { isNew, apply, undo } = toReplacement([nginx], null, sotto);
  expect(isNew).toBe(true);
  expect(apply([nginx])).toEqual([nginx, sotto]);
  expect(undo([nginx, sotto, later])).toEqual([nginx, later]);
});

test('a word that was there is replaced, and undoing gives the old saying back in its place', () => {
  const other = create('sotto', 'other');
  const { isNew, apply, undo } = toReplacement([sotto, nginx], null, other);
  expect(isNew).toBe(false);
  const entries = apply([sotto, nginx]);
  expect(entries).toEqual([other, nginx]);
  expect(undo([...entries, later])).toEqual([sotto, nginx, later]);
});

test('an entry that becomes another word gives way to it, and undoing brings both back', () => {
  const moved = create('nginx', 'sotto');
  const { apply, undo } = toReplacement([sotto, nginx], sotto, moved);
  const entries = apply([sotto, nginx]);
  expect(entries).toEqual([moved]);
  expect(undo(entries).toSorted((a, b) => b.written.localeCompare(a.written))).toEqual([sotto, nginx]);
});
