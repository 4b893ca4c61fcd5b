import { expect, test, vi } from 'vitest';
import { loadWords } from '../../../../src/ui/words/load-words.ts';
import { openPage } from './fake-page.ts';

vi.mock('../../../../src/ui/words/load-words.ts', { spy: true });

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

test('a language that cannot be loaded is told of until another one is shown', async () => {
  const { store, actions, services } = await openPage();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.mocked(loadWords).mockRejectedValueOnce(new TypeError('offline'));
  actions.translate('hi');
  await vi.waitUntil(() => store.getState().missingLanguage === 'hi');
  expect(store.getState().words.language).toBe('en-us');
  expect(services.stored.interfaceLanguage).not.toBe('hi');
  actions.translate('fr');
  await vi.waitUntil(() => store.getState().words.language === 'fr');
  expect(store.getState().missingLanguage).toBeNull();
});
