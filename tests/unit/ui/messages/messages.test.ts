import { describe, expect, test } from 'vitest';
import type { Language } from '../../../../src/contract/language.ts';
import { createWords } from '../../../../src/ui/words/create-words.ts';
import { interfaceLanguages } from '../../../../src/ui/words/interface-languages.ts';
import { loadMessages, type MessageKey } from '../../../../src/ui/words/messages.ts';
import { fileLanguages, listPlaceholders, readTexts } from './message-files.ts';

const source = readTexts('en-us');
const translations = fileLanguages.filter((language) => !language.startsWith('en'));

/** Names and signs that are the same in every language. */
const names =
  /Sotto|Kokoro|CC BY 4.0|82M|eSpeak NG|OpenAI|API|JSON|SDK|ZIP|RTF|CPU|GPU|WebAssembly|WebGPU|WebVTT|WAV|FLAC|Opus|PCM|SRT|Markdown|curl|fetch|kbit\/s|dB|fp32|q8|\/v1\S*|af_\w+\(\d\)\+af_\w+\(\d\)/g;

/** Words that English has in common with other languages. */
const cognates: Partial<Record<Language, readonly string[]>> = {
  es: ['Auto'],
  fr: [
    'Auto',
    'Documentation',
    'Pause',
    'Position',
    'Format',
    'Page',
    '{count, plural, one {# thread} other {# threads}}',
  ],
  it: ['Auto', 'Offline', 'Download', 'Link'],
  'pt-br': ['Auto', 'Status', 'Download', 'Link', '{count, plural, one {# thread} other {# threads}}'],
};

/** What a sentence in English can hardly do without, and none of the others has. */
const englishWords =
  /(?<!\p{L})(the|of|and|is|are|was|were|you|your|this|that|these|with|not|from|it|its|to|be|been|by|when|where)(?!\p{L})/iu;

const scripts: Partial<Record<Language, RegExp>> = {
  hi: /\p{Script=Devanagari}/u,
  ja: /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u,
  zh: /\p{Script=Han}/u,
};

/** Without placeholders and names. */
const toProse = (text: string): string =>
  text
    .replace(/<\/?\w+>/g, ' ')
    .replace(/\{\w+(, \w+(, percent)?)?\}/g, ' ')
    .replace(/\{\w+, (plural|select),/g, ' ')
    .replace(/\b(one|other|webgpu) \{/g, ' ')
    .replace(names, ' ');

test('there is a file for every language of the interface', () => {
  expect(fileLanguages.toSorted()).toEqual(Object.keys(interfaceLanguages).toSorted());
});

describe.each(translations)('the messages in %s', (language) => {
  const texts = readTexts(language);
  const { tag } = interfaceLanguages[language];

  test('are those of the source, in its order', () => {
    expect([...texts.keys()]).toEqual([...source.keys()]);
  });

  test('have the same placeholders, and the cases of their language', () => {
    const needed = new Intl.PluralRules(tag)
      .resolvedOptions()
      // "Many" begins at a million, and is what all others are where it is not told apart.
      .pluralCategories.filter((category) => category !== 'many');
    const toNames = (text: string, ofTag: string): string[] =>
      [
        ...new Set(
          listPlaceholders(text, ofTag).map(
            ({ type, name, cases }) => `${type} ${name} ${type === 'select' ? cases.join() : ''}`,
          ),
        ),
      ].toSorted();
    for (const [key, text] of texts) {
      expect([key, ...toNames(text, tag)]).toEqual([key, ...toNames(source.get(key)!, 'en-US')]);
      for (const { type, cases } of listPlaceholders(text, tag)) {
        if (type === 'plural') expect([key, ...cases.toSorted()]).toEqual([key, ...needed.toSorted()]);
      }
    }
  });

  test('are not left in English', () => {
    const left = [...texts].filter(([key, text]) => {
      const prose = toProse(text);
      if (!/\p{L}/u.test(prose)) return false;
      const isCopied = text === source.get(key) && cognates[language]?.includes(text) !== true;
      const script = scripts[language];
      return isCopied || (script === undefined ? englishWords.test(prose) : !script.test(prose));
    });
    expect(left).toEqual([]);
  });

  test('can be said', async () => {
    const words = createWords(language, await loadMessages(language));
    const values = { count: 1_000_000, seconds: 2, share: 0.5, device: 'wasm', rate: 1, least: 1, most: 2 };
    for (const [key, text] of texts) {
      const placeholders = listPlaceholders(text, tag).map(({ name }) => [name, `<${name}>`]);
      const all = { ...Object.fromEntries(placeholders), ...values } as Record<string, string | number>;
      if (!text.includes('</')) expect(words.say(key as MessageKey, all)).not.toMatch(/[{}]/);
    }
  });
});

test('British English holds only what it writes in another way', () => {
  for (const [key, text] of readTexts('en-gb')) {
    expect([key, listPlaceholders(text, 'en-GB')]).toEqual([
      key,
      listPlaceholders(source.get(key)!, 'en-US'),
    ]);
    expect(text).not.toBe(source.get(key));
  }
});

test('what a language lacks is said in American English', async () => {
  const british = createWords('en-gb', await loadMessages('en-gb'));
  expect([british.say('page.colors'), british.say('transport.play')]).toEqual(['Colours', 'Play']);
});
