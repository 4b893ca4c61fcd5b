import { toSafeStem, toFileStem as toSavedStem } from '../../src/ui/store/file-name.ts';
import { tokenize } from '../../src/phonemes/espeak/tokenize.ts';
import { tieIpa } from '../../src/phonemes/espeak/tie-ipa.ts';
import { toSpeakableParts } from '../../src/phonemes/espeak/speakable-text.ts';
import { toFileStem, toTakeName } from '../../src/takes/take-name.ts';
import { toCaptions } from '../../src/text/timing/captions.ts';
import { espeakToKokoro } from '../../src/phonemes/espeak/espeak-to-kokoro.ts';
import { toKnownPhonemes } from '../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { unbindNames } from '../../src/phonemes/english/bound-names.ts';
import { isLengthenedInCapitals, toShortForms } from '../../src/phonemes/english/lengthened.ts';
import { bindLetters } from '../../src/text/sentences/bind-letters.ts';
import { findSpokenPart } from '../../src/text/sentences/speakable.ts';
import { splitSentences } from '../../src/text/sentences/split-sentences.ts';
import { toReadableFormula } from '../../src/text/formats/formula.ts';
import { readHtml } from '../../src/text/formats/html.ts';
import { readMarkdown } from '../../src/text/formats/markdown.ts';
import { readSubtitles } from '../../src/text/formats/subtitles.ts';
import { ScriptBuilder } from '../../src/text/formats/script-builder.ts';
import { toFirstSpeaking } from '../../src/text/formats/speaking.ts';
import { readSsml } from '../../src/text/formats/ssml.ts';
import { testWorst, worstTexts, type Worst, type WorstCase } from '../fixtures/worst-input.ts';

const reading = { text: '', voice: [{ id: 'af_heart', weight: 1 }], language: 'en-us', speed: 1 } as const;

const createBuilder = (source: string): ScriptBuilder =>
  new ScriptBuilder({ source, manner: toFirstSpeaking(reading).manner, rhythm: { paragraph: 1 } });

const slice = { start: 0, end: 1 };

const name: readonly Worst[] = [
  ['a', '-', 'x'],
  ['a', '. ', 'x'],
  ['', 'a'],
];

/** Readers of texts and names, each with its worst. */
const parsers: readonly WorstCase[] = [
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
      ['', '- a\n\n'],
      ['', '> a\n\n'],
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
      ['', '[a](b)\n\n'],
      ['', '1) a\n   - b\n\n'],
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
      ['a', ' ', '^'],
      ['', '-'],
      ['', '\\{a'],
      ['', '\\sqrt[a'],
    ],
  ],
  ['toTakeName', toTakeName, worstTexts],
  ['toFileStem', toFileStem, worstTexts],
  ['toSavedStem', toSavedStem, worstTexts],
  ['toSafeStem', (value) => toSafeStem(value, 'sotto'), name],
  [
    'toCaptions',
    (value) => toCaptions(value, [{ start: 0, end: 1, startSeconds: 0, endSeconds: 1 }]),
    worstTexts,
  ],
  [
    'names of several words',
    (value) => [
      unbindNames(value, () => false),
      bindLetters({ text: value, spans: [{ spokenStart: 0, spokenEnd: value.length, source: slice }] }),
    ],
    [
      ['', 'a'],
      ['', 'A '],
      ['', 'A\u00a0', '1'],
      ['', 'Aa\u00a0', '1'],
    ],
  ],
  [
    'lengthened words',
    (value) => [toShortForms(value), isLengthenedInCapitals(value)],
    [
      ['', 'A', 'b'],
      ['', 'AB', '1'],
      ['', 'AAAB'],
    ],
  ],
  ['findSpokenPart', (value) => findSpokenPart(value, { start: 0, end: value.length }), worstTexts],
  ['splitSentences', (value) => [...splitSentences(value, 'en-us')], worstTexts],
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
    [...worstTexts, ['a', '!', 'x'], ['a', 'b@'], ['a', '--', 'x'], ['', 'a.']],
  ],
  ['toSpeakableParts', toSpeakableParts, worstTexts],
];

testWorst(parsers);
