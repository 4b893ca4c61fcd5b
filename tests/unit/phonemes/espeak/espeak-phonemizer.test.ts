import type { Phonemizer } from '../../../../src/contract/phonemizer.ts';
import type { Phonemes } from '../../../../src/contract/segment.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEspeakPhonemizer } from '../../../../src/server/espeak.ts';
import type { Language } from '../../../../src/contract/language.ts';
import { isPhoneme } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import sentences from './phonemes.json' with { type: 'json' };
import { trimmedEspeak } from '../../engines/espeak/trimmed-espeak.ts';

const languages = ['en-us', 'en-gb', 'es', 'fr', 'it', 'pt-br', 'hi'] as const;
const signal = new AbortController().signal;
let phonemizer: Phonemizer;

beforeAll(async () => {
  phonemizer = createEspeakPhonemizer(await trimmedEspeak());
});

function phonemize(text: string, language: Language = 'en-us'): Promise<Phonemes> {
  return phonemizer.phonemize(text, language, signal);
}

/** Each word of the text with the phonemes that speak it. */
function toPairs(text: string, { phonemes, words }: Phonemes): string[] {
  return words.map(
    ({ start, end, phonemeStart, phonemeEnd }) =>
      `${text.slice(start, end)}=${Array.from(phonemes).slice(phonemeStart, phonemeEnd).join('')}`,
  );
}

function expectSound(text: string, { phonemes, words }: Phonemes): void {
  expect(Array.from(phonemes).filter((phoneme) => !isPhoneme(phoneme))).toEqual([]);
  let [textEnd, phonemeEnd] = [0, 0];
  for (const word of words) {
    expect(word.start).toBeGreaterThanOrEqual(textEnd);
    expect(word.end).toBeGreaterThan(word.start);
    expect(word.phonemeStart).toBeGreaterThanOrEqual(phonemeEnd);
    expect(word.phonemeEnd).toBeGreaterThan(word.phonemeStart);
    [textEnd, phonemeEnd] = [word.end, word.phonemeEnd];
  }
  expect(textEnd).toBeLessThanOrEqual(text.length);
  expect(phonemeEnd).toBeLessThanOrEqual(Array.from(phonemes).length);
  // Outside words there is nothing but signs and spaces.
  const spoken = new Set(words.flatMap((word) => range(word.phonemeStart, word.phonemeEnd)));
  const unspoken = Array.from(phonemes).filter((_, index) => !spoken.has(index));
  expect(unspoken.join('')).toMatch(/^[ ;:,.!?—…"()“”]*$/u);
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

describe('phonemes', () => {
  it.each(languages)(
    'are the expected ones in %s, the same each time, with a span for each word',
    async (language) => {
      for (const { text, phonemes } of [...sentences[language], ...sentences[language]]) {
        const result = await phonemize(text, language);
        expect(result.phonemes).toBe(phonemes);
        expectSound(text, result);
        const words = text.match(/[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu);
        expect(result.words.map(({ start, end }) => text.slice(start, end))).toEqual(words);
      }
    },
  );

  it('do not depend on the language spoken before', async () => {
    const first = await phonemize('The chance of rain', 'en-us');
    await phonemize('la chance', 'fr');
    await phonemize('The chance of rain', 'en-gb');
    expect(await phonemize('The chance of rain', 'en-us')).toEqual(first);
  });

  it.each(['ja', 'zh'] as const)('are refused in %s', async (language) => {
    await expect(phonemize('text', language)).rejects.toMatchObject({
      code: 'invalid_value',
      param: 'language',
      message: expect.stringContaining('The built-in voice does not speak') as string,
    });
  });

  it('are not made once the signal has fired', async () => {
    await expect(phonemizer.phonemize('Hi.', 'en-us', AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }) as Error,
    );
  });
});

describe('word spans', () => {
  it('cover numbers of many words, and words that eSpeak joins', async () => {
    const text = 'In 1998, most of the 25 owners of the house paid $5.20 or 3.14, e.g. twice.';
    const result = await phonemize(text);
    expectSound(text, result);
    expect(toPairs(text, result)).toEqual([
      'In=ɪn',
      '1998=nˈIntinhˈʌndɹɪd nˈInti ˈAt',
      'most=mˈOst',
      'of=əv',
      'the=ðə',
      '25=twˈɛnti fˈIv',
      'owners=ˈOnəɹz',
      'of=ʌv',
      'the=ðə',
      'house=hˈWs',
      'paid=pˈAd',
      '$5.20=dˈɑləɹ fˈIv pYnt tˈu zˈiəɹO',
      'or=ɔɹ',
      '3.14=θɹˈi pYnt wˈʌn fˈɔɹ',
      'e.g=fˌɔɹɛɡzˈæmpᵊl',
      'twice=twˈIs',
    ]);
  });

  it('cover liaison and elision', async () => {
    const text = "L'été, les 25 enfants ont vu l’homme.";
    const result = await phonemize(text, 'fr');
    expectSound(text, result);
    expect(toPairs(text, result)).toEqual([
      "L'été=letˈe",
      'les=le',
      '25=vɛ̃tsˈɛ̃k',
      'enfants=ɑ̃fˈɑ̃z',
      'ont=ˈɔ̃',
      'vu=vˈy',
      'l’homme=lˈɔm',
    ]);
  });

  it('count UTF-16 units in the text', async () => {
    const text = '𝐁𝐨𝐥𝐝 👍🏽 word';
    expect((await phonemize(text)).words.map(({ start, end }) => text.slice(start, end))).toEqual([
      '𝐁𝐨𝐥𝐝',
      '👍🏽',
      'word',
    ]);
  });
});

describe('punctuation', () => {
  it.each([
    ['Hi… (you) — “there”; no: yes?!', 'hˈI… (ju) — “ðˈɛɹ”; nˈO: jˈɛs?!'],
    ['«Hi» „you“', '“hˈI” “ju“'],
    ['hello,world', 'həlˈO, wˈɜɹld'],
    ['  ¿hi?\n\n[you]  ', 'hˈI? ju'],
    ['...', '…'],
  ])('is kept in %s', async (text, expected) => {
    expect((await phonemize(text)).phonemes).toBe(expected);
  });
});

describe('odd text', () => {
  it.each(['', ' \n\t ', '\n'.repeat(4096), '\u0000\u0001\u001f', '\ud800', '\u200b\u200d\ufeff', '★', '¿¡'])(
    'without anything to say gives nothing: %j',
    async (text) => {
      expect(await phonemize(text)).toEqual({ phonemes: '', words: [] });
    },
  );

  it.each(languages)('comes through whole in %s', async (language) => {
    for (const text of [
      '😀 😀😀 👨‍👩‍👧',
      'a\u0000b',
      '\udc00x \ud800',
      'مرحبا שלום Привет 漢字 สวัสดี 안녕',
      '<b>x</b> **y** #z @w & ~ | _ \\ ` ^',
      'C++ 50% 1/2 x² 5km 12:30 2024-01-05',
      '\u202eabc\u202c',
    ]) {
      expectSound(text, await phonemize(text, language));
    }
  });

  it('is not cut by a NUL', async () => {
    expect((await phonemize('one\u0000two three')).words).toHaveLength(3);
  });

  const whole: [name: string, unit: string, count: number][] = [
    ['a readable word', 'ba', 2500],
    ['one letter', 'w', 5000],
    ['digits', '7', 2000],
    ['Chinese characters', '漢', 400],
    ['emoji', '😀', 200],
    ['words', 'cat dog ', 1000],
    ['acronyms', 'BBC ', 500],
    ['Thai letters', 'ส', 200],
  ];
  it.each(whole)('of any length is spoken to its end: %s', async (_name, unit, count) => {
    const once = toLetterCount((await phonemize(unit)).phonemes);
    const text = unit.repeat(count);
    const result = await phonemize(text);
    expectSound(text, result);
    expect(toLetterCount(result.phonemes)).toBeGreaterThan(0.95 * count * once);
    expect(result.words.at(-1)?.end).toBe(text.trimEnd().length);
  });
});

function toLetterCount(phonemes: string): number {
  return phonemes.replace(/[ ˈˌ]/gu, '').length;
}
