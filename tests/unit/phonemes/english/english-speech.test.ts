import type { Phonemes } from '../../../../src/contract/segment.ts';
import { describe, expect, it } from 'vitest';
import { isPhoneme } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import names from '../../../../src/phonemes/english/names-and-loans.json' with { type: 'json' };
import { toPhonemes } from '../../../../src/phonemes/english/english-phonemizer.ts';
import { DEFAULT_NORMALIZATION } from '../../../../src/contract/normalization.ts';
import { readSentence } from '../../../../src/text/reading/read-sentence.ts';
import type { Saying } from '../../../../src/text/script/stretches.ts';
import { createRandom } from '../../../contract/support/random.ts';
import { openEnglishSpeech } from '../../../fixtures/english-lexicon.ts';
import sentences from './sentences.json' with { type: 'json' };
import texts from './texts.json' with { type: 'json' };
import { toRandomCount } from '../../../fixtures/full-run.ts';

const speeches = { us: await openEnglishSpeech('us'), gb: await openEnglishSpeech('gb') };

/** Speaks a text; what no list knows becomes a mark. */
function say(text: string, accent: 'us' | 'gb' = 'us'): Phonemes {
  return toPhonemes(speeches[accent].say(speeches[accent].read(text), null));
}

function toSpans(text: string): string[] {
  const { phonemes, words } = say(text);
  return words.map(
    ({ start, end, phonemeStart, phonemeEnd }) =>
      `${text.slice(start, end)}=${phonemes.slice(phonemeStart, phonemeEnd)}`,
  );
}

describe('sentences', () => {
  it.each(sentences)('%s', (text, us, gb) => {
    expect(say(text).phonemes).toBe(us);
    expect(say(text, 'gb').phonemes).toBe(gb);
  });
});

/** Speaks a text as it is read aloud. */
function sayRead(text: string, sayings: readonly Saying[] = []): string {
  const { passages } = readSentence(
    text,
    { start: 0, end: text.length },
    { language: 'en-us', normalization: DEFAULT_NORMALIZATION, sayings },
  );
  return passages.map((passage) => say(passage.bound ?? passage.text).phonemes).join(' ');
}

describe('text that is read first', () => {
  it.each(texts)('%s', (text, us) => {
    expect(sayRead(text)).toBe(us);
  });

  it('has letters one by one where that is asked for', () => {
    expect(sayRead('AI and AI', [{ start: 0, end: 2, interpretAs: 'characters' }])).toBe('ˈA ˈI ænd ˌAˈI');
  });
});

describe('words', () => {
  it('of names and loans have only phonemes that Kokoro knows', () => {
    const sounds = Object.values(names).flatMap((byAccent) => Object.values(byAccent));
    expect(sounds.filter((sound) => !Array.from(sound).every(isPhoneme))).toEqual([]);
  });

  it.each([
    ["I’m sure he’d've gone.", ['I’m=ˌIm', 'sure=ʃˈʊɹ', "he’d've=hˈidəv", 'gone=ɡˈɔn']],
    ['It cost $5 million.', ['It=ˌɪt', 'cost=kˈɔst', '$5=fˈIv', 'million=mˈɪljᵊn dˈɑləɹz']],
    ['B2B well-known', ['B2B=bˈitəbˈi', 'well-known=wˌɛlnˈOn']],
    ["hello,world the boys' toys", ['hello=həlˈO', 'world=wˈɜɹld', 'the=ðə', "boys'=bˈYz", 'toys=tˈYz']],
  ])('of %j are known by their place', (text, expected) => {
    expect(toSpans(text)).toEqual(expected);
  });
});

describe('any text', () => {
  const parts =
    "the a I am to in that read lead $ 5 1,000 12:30 - -- ... … ! ? ' ’ \" “ ( ) [ ] NASA iPhone U.S. e.g. café ﬁ ＡＢ 漢字 😀 👨‍👩‍👧 \u00ad \u0301 \ud800 \udc00 https://x.org/a?b=c me@x.org * ** # % & + @ / \\ | ~ ^ _ <b> don't he'd've 90s 3rd Mr. x² ½ Ⅷ № ™ ٣ क א".split(
      ' ',
    );

  it('comes through without an error, its words in order and none lost', { timeout: 240_000 }, () => {
    const random = createRandom(15);
    for (let round = 0; round < toRandomCount(10_000); round += 1) {
      let text = '';
      const length = 1 + random.below(14);
      for (let index = 0; index < length; index += 1)
        text += random.pick(parts) + (random.chance(0.6) ? ' ' : '');
      expectWhole(text, say(text, random.pick(['us', 'gb'])));
    }
  });
});

function expectWhole(text: string, { phonemes, words }: Phonemes): void {
  let [end, phonemeEnd] = [0, 0];
  let spoken = '';
  for (const word of words) {
    if (word.start < end || word.end <= word.start)
      throw new Error(`Words out of order: ${JSON.stringify(text)}`);
    if (word.phonemeStart < phonemeEnd || word.phonemeEnd <= word.phonemeStart) {
      throw new Error(`Phonemes out of order: ${JSON.stringify(text)}`);
    }
    spoken += `${text.slice(word.start, word.end)} `;
    [end, phonemeEnd] = [word.end, word.phonemeEnd];
  }
  expect(phonemeEnd).toBeLessThanOrEqual(phonemes.length);
  const said = spoken.match(/[\p{L}\p{N}]/gu)?.join('');
  expect(said, text).toBe(text.match(/[\p{L}\p{N}]/gu)?.join(''));
}
