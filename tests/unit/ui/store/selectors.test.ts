import { expect, test } from 'vitest';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import { defaultSettings } from '../../../../src/page/settings.ts';
import {
  isCurrent,
  isTextChanged,
  toPausedDownload,
  toPlayableModel,
} from '../../../../src/ui/store/selectors.ts';
import { createTakeOrder, toSpeechRequest } from '../../../../src/ui/store/take-order.ts';
import { createFakePageServices, idleStatus } from '../../../fixtures/fake-page-services.ts';
import { openPage, settle } from './fake-page.ts';
import { after, createPosition, createSegment, createTakeInfo } from './take-state.ts';

const withEngine = (patch: Partial<EngineStatus>) =>
  after({ type: 'engine-reported', status: { ...idleStatus, ...patch } });

test.each([
  ['no engine has answered', after(), 'espeak-ng'],
  ['nothing is stored', withEngine({}), 'espeak-ng'],
  ['it is stored but not loaded', withEngine({ stored: true }), 'kokoro-82m'],
  ['it is being fetched for the first time', withEngine({ state: 'downloading' }), 'espeak-ng'],
  ['it is being loaded', withEngine({ state: 'loading' }), 'kokoro-82m'],
  ['it is ready', withEngine({ state: 'ready' }), 'kokoro-82m'],
  ['its load failed', withEngine({ state: 'failed', stored: true }), 'espeak-ng'],
])('with Kokoro chosen, when %s, Play uses %s', (_, state, model) => {
  expect(toPlayableModel(state)).toBe(model);
  expect(createTakeOrder(state).standIn).toBe(model === 'espeak-ng');
});

test('a language that the built-in voice does not speak waits for Kokoro', () => {
  const settings = { ...defaultSettings, voice: 'zf_xiaobei' };
  expect(toPlayableModel(after({ type: 'settings-changed', settings, kept: true }))).toBe('kokoro-82m');
});

test('the built-in voice, when chosen, stands in for nobody', () => {
  const state = after({
    type: 'settings-changed',
    settings: { ...defaultSettings, model: 'espeak-ng' },
    kept: true,
  });
  expect(createTakeOrder(state)).toMatchObject({ model: 'espeak-ng', standIn: false });
});

test('an order becomes a request in the language of its voice', () => {
  const state = after(
    { type: 'text-changed', text: 'Bonjour' },
    { type: 'settings-changed', settings: { ...defaultSettings, voice: 'ff_siwis', speed: 1.5 }, kept: true },
  );
  expect(toSpeechRequest(createTakeOrder(state))).toEqual({
    text: 'Bonjour',
    format: 'auto',
    hasTags: false,
    model: 'espeak-ng',
    voice: [{ id: 'ff_siwis', weight: 1 }],
    language: 'fr',
    speed: 1.5,
  });
});

test('a take is current until text, voice, speed or engine change', () => {
  const state = after();
  const order = createTakeOrder(state);
  expect(isCurrent(order, state)).toBe(true);
  expect(isCurrent(order, { ...state, text: 'Other' })).toBe(false);
  expect(isCurrent(order, { ...state, settings: { ...state.settings, speed: 2 } })).toBe(false);
  expect(isCurrent(order, { ...state, settings: { ...state.settings, voice: 'bf_emma' } })).toBe(false);
  expect(isCurrent(order, withEngine({ state: 'ready' }))).toBe(false);
});

test('a text that changes while a take is heard or paused is told from that of the take', async () => {
  const { actions, store, services } = await openPage();
  actions.setText('One two.');
  actions.play();
  await settle();
  expect(isTextChanged(store.getState())).toBe(false);
  actions.setText('One two. Three.');
  expect(isTextChanged(store.getState())).toBe(true);
  services.emitPlayer(createPosition(0.5));
  actions.pause();
  expect(isTextChanged(store.getState())).toBe(true);
  actions.speakAgain();
  await settle();
  expect(services.spoken.at(-1)?.request.text).toBe('One two. Three.');
  expect(isTextChanged(store.getState())).toBe(false);
  actions.replaceText('Another.');
  actions.stop();
  expect(isTextChanged(store.getState())).toBe(false);
});

test('a kept take that was never on the sheet says nothing of a change there', async () => {
  const info = createTakeInfo();
  const services = createFakePageServices();
  const opened = { info, text: 'Kept.', segments: [createSegment(0)] };
  const library = { ...services.library, open: () => Promise.resolve(opened) };
  const { actions, store } = await openPage({ ...services, library });
  actions.openTake(info, false);
  await settle();
  expect(isTextChanged(store.getState())).toBe(false);
  actions.setText('Kept.');
  actions.openTake(info, false);
  await settle();
  actions.setText('Kept no more.');
  expect(isTextChanged(store.getState())).toBe(true);
});

test('a download of an earlier visit is shown as paused, and one of this visit as it came', () => {
  const weights = { next: 'q8', isOfficial: true, bytes: { q8: 92, fp32: 326 } } as const;
  expect(toPausedDownload(withEngine({ weights }))).toBeNull();
  const earlier = withEngine({ weights: { ...weights, heldBytes: 40 } });
  expect(toPausedDownload(earlier)).toEqual({ loadedBytes: 40, totalBytes: 92 });
  const pausedDownload = { loadedBytes: 50, totalBytes: 92 };
  expect(toPausedDownload({ ...earlier, pausedDownload })).toEqual(pausedDownload);
  const none = withEngine({ weights: { ...weights, next: null, heldBytes: 40 } });
  expect(toPausedDownload(none)).toBeNull();
});
