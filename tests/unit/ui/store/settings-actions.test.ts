import { expect, test, vi } from 'vitest';
import { openPage } from './fake-page.ts';

test('a tab follows what another one changed, and tells the threads nothing that they know', async () => {
  const { store, actions, services } = await openPage();
  const { settings } = store.getState();
  const changed = {
    ...settings,
    speed: 2,
    playbackRate: 1.5,
    fallback: 'espeak-ng',
    device: 'wasm',
  } as const;
  actions.follow({ ...changed, interfaceLanguage: 'fr' });
  expect(store.getState().settings).toEqual({ ...changed, interfaceLanguage: 'fr' });
  expect(services.calls).toEqual(['rate 1.5']);
  expect(services.applied).toEqual([]);
  await vi.waitUntil(() => store.getState().words.language === 'fr');
});

test('a change leaves alone what another tab changed meanwhile', async () => {
  const { store, actions, services } = await openPage();
  services.stored = { ...services.stored, queueLimit: 3, speed: 2 };
  actions.change({ maxInputLength: 99 });
  expect(services.applied).toEqual([{ maxInputLength: 99 }]);
  expect(store.getState().settings).toMatchObject({ queueLimit: 3, speed: 2, maxInputLength: 99 });
});

test('a look at the voices of another language leaves the way back to the voice or mix that was chosen', async () => {
  const { store, actions } = await openPage();
  const toVoice = (): string => store.getState().settings.voice;
  const opened = toVoice();
  actions.speakLanguage('fr');
  expect(toVoice()).toBe('ff_siwis');
  actions.speakLanguage('en-us');
  expect(toVoice()).toBe(opened);

  const mix = 'af_bella(2)+af_heart(1)';
  actions.change({ voice: mix });
  actions.speakLanguage('en-us');
  expect(toVoice()).toBe(mix);
  actions.speakLanguage('it');
  actions.change({ voice: 'im_nicola' });
  actions.speakLanguage('en-us');
  expect(toVoice()).toBe(mix);
  actions.speakLanguage('it');
  expect(toVoice()).toBe('im_nicola');
});
