import { expect, test } from 'vitest';
import { createFirstSettings } from '../../../../src/ui/features/voices/create-first-settings.ts';
import { listInterfaceLanguages, toInterfaceLanguage } from '../../../../src/ui/words/interface-languages.ts';

test.each([
  [['en-US'], 'en-us'],
  [['en'], 'en-us'],
  [['en-AU', 'fr'], 'en-gb'],
  [['pt-PT'], 'pt-br'],
  [['zh-Hant-TW'], 'zh'],
  [['de-AT', 'es-419'], 'es'],
  [['de', 'sv'], 'en-us'],
  [['', 'not a tag', 'JA-jp'], 'ja'],
  [[], 'en-us'],
] as const)('shows to who reads %j the page in %s', (preferred, language) => {
  expect(toInterfaceLanguage('auto', preferred)).toBe(language);
});

test('what was chosen goes before what the browser prefers', () => {
  expect(toInterfaceLanguage('hi', ['fr'])).toBe('hi');
});

test('a first visit has a voice of the language of the page, where that can be read', () => {
  expect(createFirstSettings(['fr-CA']).voice).toBe('ff_siwis');
  expect(createFirstSettings(['en-GB']).voice).toMatch(/^b/);
  expect(createFirstSettings(['ja']).voice).toMatch(/^j/);
});

test('each language is listed by its own name', () => {
  expect(listInterfaceLanguages().map(({ name }) => name)).toEqual([
    'American English',
    'British English',
    'Español',
    'Français',
    'हिन्दी',
    'Italiano',
    '日本語',
    'Português (Brasil)',
    '中文',
  ]);
});
