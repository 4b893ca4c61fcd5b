import { expect, test, vi } from 'vitest';
import { openPage } from './fake-page.ts';

test('shows another language, keeps the choice, and changes nothing else', async () => {
  const { store, actions, services } = await openPage();
  actions.setText('Bonjour');
  const before = store.getState();
  actions.translate('fr');
  await vi.waitUntil(() => store.getState().words.language === 'fr');
  const { words, settings, ...rest } = store.getState();
  expect(words.say('transport.play')).toBe('Lire');
  expect(settings).toEqual({ ...before.settings, interfaceLanguage: 'fr' });
  expect(services.stored.interfaceLanguage).toBe('fr');
  expect({ ...before, words, settings }).toEqual({ ...rest, words, settings });
});

test('of several choices in a row the last one stands', async () => {
  const { store, actions } = await openPage();
  const shown: string[] = [];
  store.subscribe(() => shown.push(store.getState().words.language));
  for (const language of ['ja', 'hi', 'it'] as const) actions.translate(language);
  await vi.waitUntil(() => store.getState().settings.interfaceLanguage === 'it');
  expect(new Set(shown)).toEqual(new Set(['it']));
});
