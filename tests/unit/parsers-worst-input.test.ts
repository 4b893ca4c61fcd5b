import { expect, it } from 'vitest';
import { parseLanguage } from '../../src/api/request/parse-language.ts';
import { parseSpeechCall } from '../../src/api/request/parse-speech-call.ts';
import { isOwnRoute } from '../../src/contract/route-match.ts';
import { toSafeStem, toFileStem as toSavedStem } from '../../src/ui/store/file-name.ts';
import { tokenize } from '../../src/phonemes/espeak/tokenize.ts';
import { tieIpa } from '../../src/phonemes/espeak/tie-ipa.ts';
import { toSpeakableParts } from '../../src/phonemes/espeak/speakable-text.ts';
import { parseModelCatalog } from '../../src/models/catalog/model-catalog-parse.ts';
import { toFileStem, toTakeName } from '../../src/takes/take-name.ts';
import { toCaptions } from '../../src/text/timing/captions.ts';
import { parseVoice } from '../../src/contract/parse-voice.ts';
import { espeakToKokoro } from '../../src/phonemes/espeak/espeak-to-kokoro.ts';
import { toKnownPhonemes } from '../../src/phonemes/alphabet/known-phonemes.ts';
import { parseShareLink, toShareLink } from '../../src/page/share-link.ts';
import { findSpokenPart } from '../../src/text/sentences/speakable.ts';
import { splitSentences } from '../../src/text/sentences/split-sentences.ts';
import { parseVoiceAliases } from '../../src/contract/voice-aliases.ts';
import { markdownToText } from '../../src/ui/features/editor/markdown-to-text.ts';
import { parseChanges } from '../../src/page/settings.ts';
import type { Script } from '../../src/contract/script.ts';
import { toReadableFormula } from '../../src/text/formats/formula.ts';
import { readHtml } from '../../src/text/formats/html.ts';
import { readMarkdown } from '../../src/text/formats/markdown.ts';
import { readSubtitles } from '../../src/text/formats/subtitles.ts';
import { readPlain } from '../../src/text/formats/plain.ts';
import { ScriptBuilder } from '../../src/text/formats/script-builder.ts';
import { toFirstSpeaking } from '../../src/text/formats/speaking.ts';
import { readSsml } from '../../src/text/formats/ssml.ts';
import { TagReader } from '../../src/text/formats/tagged-text.ts';
import type { LexiconEntry } from '../../src/contract/lexicon.ts';
import { findTurns } from '../../src/text/cast/find-turns.ts';
import { parsePls } from '../../src/text/lexicon/pls.ts';
import { Lexicon } from '../../src/text/lexicon/lexicon.ts';
import { parseWithinLimit } from '../fixtures/within-limit.ts';

const LENGTH = 1 << 20;

const reading = { text: '', voice: [{ id: 'af_heart', weight: 1 }], language: 'en-us', speed: 1 } as const;

const createBuilder = (source: string): ScriptBuilder =>
  new ScriptBuilder({ source, manner: toFirstSpeaking(reading).manner, rhythm: { paragraph: 1 } });

function toScript(source: string): Script {
  const builder = createBuilder(source);
  builder.addSource(0, source.length);
  return builder.toScript();
}

/** Repeats `unit` for a mebibyte between what begins a match and what breaks it. */
function toWorst([before, unit, after = '']: Worst): string {
  return before + unit.repeat(Math.ceil(LENGTH / unit.length)) + after;
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

type Worst = readonly [before: string, unit: string, after?: string];

const context = { models: [], formats: [], maxInputLength: 2 * LENGTH, host: 'localhost' };

const text: readonly Worst[] = [
  ['', ' ', 'x'],
  ['a', '"', 'x'],
  ['', 'a'],
  ['a', '. '],
  ['a', '😀\u200d'],
];
const name: readonly Worst[] = [
  ['a', '-', 'x'],
  ['a', '. ', 'x'],
  ['', 'a'],
];

/** Every parser of what strangers write, in texts, links, requests and files, each with its worst. */
const parsers: readonly (readonly [string, (text: string) => unknown, readonly Worst[]])[] = [
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
    text,
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
    'markdownToText',
    markdownToText,
    [
      ['', ' ', 'x'],
      ['# a', ' ', 'x'],
      ['# a', ' #', 'x'],
      ['', '-', 'x'],
      ['', '- ', 'x'],
      ['', '\n', 'x'],
      ['', '[\n'],
      ['', '![]('],
      ['', '<!--'],
      ['', '`a'],
      ['', '**a'],
      ['', '| '],
      ['', '> '],
      ['---', '\n'],
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
  [
    'readSsml',
    (value) => readSsml(createBuilder(value), { ...reading, text: value }),
    [
      ['<speak>', '&'],
      ['<speak>', '<'],
      ['<speak ', 'a '],
      ['<speak><!--', '-'],
    ],
  ],
  [
    'readMarkdown',
    (value) => readMarkdown(createBuilder(value), null, { ...reading, text: value }),
    [
      ['', '['],
      ['', '[['],
      ['', '!['],
      ['', '[a]('],
      ['', ']('],
      ['', '`a'],
      ['', '*a_ '],
      ['', '_a*'],
      ['', '**a'],
      ['', '> '],
      ['', '>'],
      ['', '1. '],
      ['', '- a\n'],
      ['', 'a\n'],
      ['', '| '],
      ['', '|a\n|-\n'],
      ['', '<'],
      ['', '<!--'],
      ['', '&amp;'],
      ['', '~~a'],
      ['', '[a]: b\n'],
      ['', '===\n'],
      ['', '```\n'],
      ['', '$a'],
      ['', '\\('],
      ['', '<think>'],
      ['', 'a *b* c\n\n'],
      ['', ' :a:'],
    ],
  ],
  [
    'readHtml',
    (value) => readHtml(createBuilder(value), null, { ...reading, text: value }),
    [
      ['', '<'],
      ['', '<b>'],
      ['', '<a '],
      ['', '<a href="'],
      ['', '<!--'],
      ['', '&'],
      ['', '&amp;'],
      ['', '<td>'],
      ['<script>', '</'],
    ],
  ],
  [
    'readSubtitles',
    (value) => readSubtitles(createBuilder(value)),
    [
      ['', '00:00:01,000 --> 00:00:02,000\n'],
      ['00:00:01,000 --> 00:00:02,000\n', '<'],
      ['00:00:01,000 --> 00:00:02,000\n', '{\\'],
      ['', '\n'],
      ['', '0'],
      ['00:00:01', ' ', '-->'],
    ],
  ],
  [
    'toReadableFormula',
    toReadableFormula,
    [
      ['', '{'],
      ['', '\\frac{'],
      ['', '^{a'],
      ['', '\\a'],
    ],
  ],
  ['toTakeName', toTakeName, text],
  ['toFileStem', toFileStem, text],
  ['toSavedStem', toSavedStem, text],
  ['toSafeStem', (value) => toSafeStem(value, 'sotto'), name],
  ['toCaptions', (value) => toCaptions(value, [{ start: 0, end: 1, startSeconds: 0, endSeconds: 1 }]), text],
  ['findSpokenPart', (value) => findSpokenPart(value, { start: 0, end: value.length }), text],
  ['splitSentences', (value) => [...splitSentences(value, 'en-us')], text],
  [
    'espeakToKokoro',
    (value) => espeakToKokoro(value, 'en-us'),
    [
      ['', '(a'],
      ['(', 'a'],
      ['', 'ˈ'],
    ],
  ],
  ['toKnownPhonemes', (value) => toKnownPhonemes({ phonemes: value, words: [] }), [['', ' ', 'a']]],
  [
    'tieIpa',
    tieIpa,
    [
      ['', 'ˈ'],
      ['', ' ', 'a'],
    ],
  ],
  [
    'tokenize',
    (value) => tokenize(value, 'en-us'),
    [...text, ['a', '!', 'x'], ['a', 'b@'], ['a', '--', 'x'], ['', 'a.']],
  ],
  ['toSpeakableParts', toSpeakableParts, text],
];

const cases = parsers.flatMap(([parser, parse, worst]) =>
  worst.map(
    (input) =>
      [`${parser} takes linear time for a mebibyte of ${JSON.stringify(input)}`, parse, input] as const,
  ),
);

it.each(cases)(
  '%s',
  (_, parse, input) => {
    parseWithinLimit(() => parse(toWorst(input)));
  },
  120_000,
);

it('a short share link with a mebibyte of digits for a voice is read', async () => {
  const link = await toShareLink('http://a.example/', {
    text: 'Hello.',
    voice: `af_heart(${'1'.repeat(LENGTH)}`,
  });
  expect(link.length).toBeLessThan(4_000);
  const shared = await parseShareLink(link);
  expect(shared?.text).toBe('Hello.');
}, 120_000);
