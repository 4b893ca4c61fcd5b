import { expect, test } from 'vitest';
import { listVoices } from '../../../../../src/contract/voices.ts';
import { createWords, sourceWords } from '../../../../../src/ui/words/create-words.ts';
import { loadMessages } from '../../../../../src/ui/words/messages.ts';
import { filterVoices, type VoiceFilter } from '../../../../../src/ui/features/voices/filter-voices.ts';

const open: VoiceFilter = { group: 'all', sex: 'any', grade: 'any', query: '' };

const find = (patch: Partial<VoiceFilter>, favourites: string[] = [], words = sourceWords): string[] =>
  filterVoices(listVoices(), { ...open, ...patch }, { favourites, words }).map(({ id }) => id);

test('shows all, a language, or the favourites in the order of the catalogue', () => {
  expect(find({})).toHaveLength(54);
  expect(find({ group: 'it' })).toEqual(['if_sara', 'im_nicola']);
  expect(find({ group: 'favourites' }, ['im_nicola', 'af_sky'])).toEqual(['af_sky', 'im_nicola']);
});

test('narrows by sex and by grade, where no grade is the worst', () => {
  expect(find({ group: 'en-gb', sex: 'male' })).toEqual(['bm_daniel', 'bm_fable', 'bm_george', 'bm_lewis']);
  expect(find({ group: 'en-us', grade: 'B' })).toEqual(['af_bella', 'af_heart', 'af_nicole']);
  expect(find({ group: 'pt-br', grade: 'C' })).toEqual([]);
});

test('searches through all groups, by the beginnings of words', () => {
  expect(find({ group: 'it', query: ' EMMA ' })).toEqual(['bf_emma']);
  expect(find({ query: 'hindi man' })).toEqual(['hm_omega', 'hm_psi']);
  expect(find({ query: 'french', sex: 'male' })).toEqual([]);
});

test('searches in the words of the page', async () => {
  const words = createWords('es', await loadMessages('es'));
  expect(find({ query: 'japonés hombre' }, [], words)).toEqual(['jm_kumo']);
});
