import { expect, it } from 'vitest';
import { parseLanguage } from '../../src/api/request/parse-language.ts';
import { parseSpeechCall } from '../../src/api/request/parse-speech-call.ts';
import { isOwnRoute } from '../../src/contract/route-match.ts';
import { parseModelCatalog } from '../../src/models/catalog/model-catalog-parse.ts';
import { parseVoice, parseVoiceAliases } from '../../src/contract/parse-voice.ts';
import { parseShareLink, toShareLink } from '../../src/page/share-link.ts';
import { parseChanges } from '../../src/page/settings.ts';
import type { Script } from '../../src/contract/script.ts';
import { readPlain } from '../../src/text/formats/plain.ts';
import { ScriptBuilder } from '../../src/text/formats/script-builder.ts';
import { toFirstSpeaking } from '../../src/text/formats/speaking.ts';
import { TagReader } from '../../src/text/formats/tagged-text.ts';
import type { LexiconEntry } from '../../src/contract/lexicon.ts';
import { findTurns } from '../../src/text/cast/find-turns.ts';
import { parsePls } from '../../src/text/lexicon/pls.ts';
import { Lexicon } from '../../src/text/lexicon/lexicon.ts';
import { testWorst, WORST_LENGTH, worstTexts, type Worst, type WorstCase } from '../fixtures/worst-input.ts';

const reading = { text: '', voice: [{ id: 'af_heart', weight: 1 }], language: 'en-us', speed: 1 } as const;

const createBuilder = (source: string): ScriptBuilder =>
  new ScriptBuilder({ source, manner: toFirstSpeaking(reading).manner, rhythm: { paragraph: 1 } });

function toScript(source: string): Script {
  const builder = createBuilder(source);
  builder.addSource(0, source.length);
  return builder.toScript();
}

/** Phrases that are parts of each other, and hundreds that begin in the same way. */
const worstLexicon = new Lexicon(
  [
    'a a a a b',
    ...Array.from({ length: 400 }, (_, index) => 'a'.repeat(index + 1) + (index > 1 ? 'b' : '')),
  ].flatMap((written) =>
    [true, false].map((wholeWord): LexiconEntry => {
      return { written, says: 'x', language: 'all', matchCase: wholeWord, wholeWord };
    }),
  ),
);

const context = { models: [], formats: [], maxInputLength: 2 * WORST_LENGTH, host: 'localhost' };

const name: readonly Worst[] = [
  ['a', '-', 'x'],
  ['a', '. ', 'x'],
  ['', 'a'],
];

/** Parsers of requests, settings, links and files, each with its worst. */
const parsers: readonly WorstCase[] = [
  [
    'parseVoice',
    (value) => parseVoice(value),
    [
      ['af_heart(', '1', 'x'],
      ['af_heart(1.', '1'],
      ['', 'a'],
      ['', ' '],
      ['a', '+'],
    ],
  ],
  [
    'parseVoiceAliases',
    (value) => parseVoiceAliases({ [value]: value }),
    [
      ['a(', '1'],
      ['', ' '],
    ],
  ],
  [
    'parseLanguage',
    (value) => parseLanguage({ langCode: value, language: undefined }, 'en-us'),
    [
      ['en', '-a', '-'],
      ['e', 'n'],
    ],
  ],
  [
    'parseSpeechCall',
    (value) => parseSpeechCall({ input: value, voice: value, model: value }, context),
    worstTexts,
  ],
  ['parseChanges', (value) => parseChanges({ version: 1, voice: value, foreignHosts: [value] }), name],
  [
    'parseModelCatalog',
    (value) => parseModelCatalog({ models: [{ id: value, aliases: [] }] }, 'catalog.json'),
    [
      ['', 'a', '!'],
      ['a/', '.'],
    ],
  ],
  [
    'isOwnRoute',
    (value) => isOwnRoute(`http://a.example/v1${value}`, 'GET', { origin: 'http://a.example' }),
    [
      ['', '/', 'x'],
      ['/models/', '%'],
      ['', '/a'],
    ],
  ],
  [
    'readPlain with tags and blocks',
    (value) =>
      readPlain(createBuilder(value), { tags: new TagReader({ ...reading, text: value }), hasBlocks: true }),
    [
      ['', '['],
      ['', '[voice:'],
      ['', '[voice:x]'],
      ['', '[a](/b'],
      ['', '\n'],
      ['', ' \n', 'x'],
      ['', '* ', 'x'],
      ['', '- \n'],
    ],
  ],
  [
    'Lexicon',
    (value) => worstLexicon.apply(toScript(value)),
    [
      ['', 'a', 'b'],
      ['', 'a ', 'b'],
      ['', ' '],
      ['a', '\u0301'],
      ['', "a'"],
    ],
  ],
  [
    'findTurns',
    (value) => findTurns(value),
    [
      ['', 'A'],
      ['', 'Ann: '],
      ['', 'Ann: x\n'],
      ['', 'A a a a\n'],
      ['', '*'],
      ['', ' '],
    ],
  ],
  [
    'parsePls',
    (value) => parsePls(`<lexicon>${value}</lexicon>`),
    [
      ['', '<lexeme/>'],
      ['', '<lexeme><grapheme>a</grapheme><alias>b</alias></lexeme>'],
      ['<lexeme>', '<grapheme>a</grapheme>', '<alias>b</alias></lexeme>'],
      ['', ' '],
    ],
  ],
];

testWorst(parsers);

it('a short share link with a mebibyte of digits for a voice is read', async () => {
  const link = await toShareLink('http://a.example/', {
    text: 'Hello.',
    voice: `af_heart(${'1'.repeat(WORST_LENGTH)}`,
  });
  expect(link!.length).toBeLessThan(4_000);
  await expect(parseShareLink(link!)).resolves.toMatchObject({ text: 'Hello.' });
}, 120_000);
