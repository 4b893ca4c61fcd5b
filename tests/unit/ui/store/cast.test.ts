import type { Settings } from '../../../../src/contract/settings.ts';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src/page/settings.ts';
import { toCast, toCastMembers, toSilentNames, toTurns } from '../../../../src/ui/store/cast.ts';
import type { AppState } from '../../../../src/ui/store/state.ts';
import { createTakeOrder, toSpeechRequest } from '../../../../src/ui/store/take-order.ts';
import { openPage } from './fake-page.ts';
import { after, createTakeInfo } from './take-state.ts';

const text = 'Once.\nAnn: Hello. How are you?\nBob: Well.\nAnn: Good.';

const open = (patch: Partial<Settings> = {}): AppState =>
  after(
    { type: 'settings-changed', settings: { ...defaultSettings, ...patch }, kept: true },
    { type: 'text-changed', text },
  );

test('those who speak get distinct voices of the language, or what was chosen for them', () => {
  const members = toCastMembers(open());
  expect(members.map(({ name }) => name)).toEqual(['Ann', 'Bob']);
  expect(new Set([...members.map(({ voice }) => voice), defaultSettings.voice]).size).toBe(3);
  for (const { voice } of members) expect(voice).toMatch(/^a/u);
  expect(toCastMembers(open({ castVoices: { Bob: 'bm_george' } }))[1]?.voice).toBe('bm_george');
});

test('names say whether a woman or a man speaks, as far as they are known', () => {
  const said = 'Sir Toby: Hm.\nMr. Fox: Well.\nAnn: Yes.\nMrs. Lee: No.\nQxz: Why?';
  const state = after(
    { type: 'settings-changed', settings: { ...defaultSettings }, kept: true },
    { type: 'text-changed', text: said },
  );
  const sexes = toCastMembers(state).map(({ voice }) => voice.charAt(1));
  expect(sexes.slice(0, 4)).toEqual(['m', 'm', 'f', 'f']);
});

test('names are silent, spoken, or no cast at all', () => {
  expect(toSilentNames(open())).toBe('Ann Bob Ann');
  expect(toSilentNames(open({ castMode: 'names' }))).toBe('');
  expect(toCast(open({ castMode: 'names' }))).toMatchObject({ speaksNames: true });
  for (const patch of [{ castMode: 'off' }, { inputFormat: 'ssml' }] as const) {
    const state = open(patch);
    expect(toCast(state)).toBeNull();
    // The same list each time, or the page would be drawn without end.
    expect(toTurns(state)).toBe(toTurns({ ...state }));
  }
});

test('a part that begins within a turn is spoken by whoever has it', () => {
  const state = open({ castVoices: { Ann: 'bf_emma' } });
  const start = text.indexOf('How');
  const request = toSpeechRequest(createTakeOrder(state, { part: { start, end: text.length } }));
  expect(request).toMatchObject({ voice: [{ id: 'bf_emma' }], language: 'en-gb' });
});

test.each([
  { calmness: 2, castMode: 'names', castVoices: { Ann: 'bf_emma', Bob: 'am_adam(2)+bm_george' } },
  { castMode: 'lines', hasTags: true },
  { castMode: 'off', inputFormat: 'markdown' },
  { calmness: 3, inputFormat: 'html' },
] as const)('a kept take puts back how it was read: %j', async (patch) => {
  const page = await openPage();
  page.actions.setText(text);
  page.actions.change(patch);
  const order = createTakeOrder(page.store.getState());
  const request = toSpeechRequest(order);
  page.actions.setText('Something else.');
  const castMode = patch.castMode === 'off' ? 'names' : 'off';
  page.actions.change({ ...defaultSettings, castMode, castVoices: { Cid: 'am_puck' }, calmness: 1 });
  page.actions.reopenTake({ info: createTakeInfo({ request }), text, segments: [] });
  expect(createTakeOrder(page.store.getState()).reading).toEqual(order.reading);
  expect(page.services.stored.castVoices).toMatchObject({ Cid: 'am_puck' });
});
