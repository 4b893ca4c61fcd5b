import type { Phonemes } from '../../../src/contract/segment.ts';
import type { Segment } from '../../../src/contract/segment.ts';
import type { Phonemizer } from '../../../src/contract/phonemizer.ts';
import { describe, expect, it } from 'vitest';
import { kokoroAlphabet } from '../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { plan } from '../../../src/speech/plan.ts';
import type { Pace } from '../../../src/speech/ramp.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { expectWhole, letters, never, planAll, request } from './plan-whole.ts';

const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const sentence = 'The quick brown fox jumps over the lazy dog near the old river bank.';
const long =
  'When the first light of the morning came over the hills, the travellers, who had slept in the open, rose and ' +
  'packed their few belongings, because they knew that the road ahead was long and that the weather, which had been ' +
  'kind to them so far, might change before they reached the next village beyond the mountains in the north.';
const story = Array.from({ length: 30 }, (_, i) =>
  i % 3 === 0 ? 'Yes. ' : i % 3 === 1 ? `${sentence} ` : `${long} `,
).join('');

describe('plan', () => {
  it('speaks every letter once and in order', async () => {
    const segments = await planAll(story);
    expectWhole(story, segments);
    const spoken = segments.map(({ phonemes }) => letters(phonemes)).join('');
    expect(spoken).toBe(letters(story).toLowerCase().replaceAll('g', 'ɡ'));
  });

  it('maps each word to the text and to its phonemes', async () => {
    const segments = await planAll(`  😀 ${story}`);
    let last = 0;
    for (const { words, phonemes, start, end } of segments) {
      const codePoints = Array.from(phonemes);
      for (const word of words) {
        expect(word.start).toBeGreaterThanOrEqual(last);
        last = word.end;
        const written = `  😀 ${story}`.slice(word.start, word.end);
        const spoken = codePoints.slice(word.phonemeStart, word.phonemeEnd).join('');
        expect(spoken).toBe(written.toLowerCase().replaceAll('g', 'ɡ'));
        expect(word.start >= start && word.end <= end).toBe(true);
      }
    }
    expect(segments.flatMap(({ words }) => words)).toHaveLength(countWords(story));
  });

  it('begins with a clause of about 8 to 12 words and then grows', async () => {
    const segments = await planAll(`${long} ${story}`);
    expect(segments[0]!.text.trim()).toBe('When the first light of the morning came over the hills,');
    const sizes = segments.map(({ tokenIds }) => tokenIds.length - 2);
    expect(sizes[0]).toBeLessThanOrEqual(70);
    expect(sizes[1]).toBeLessThanOrEqual(sizes[0]! * 1.7 * 1.25 + 4);
    const later = sizes.slice(3, -1);
    expect(later.length).toBeGreaterThan(5);
    expect(Math.max(...later)).toBeLessThanOrEqual(275);
    const average = later.reduce((sum, size) => sum + size, 0) / later.length;
    expect(average).toBeGreaterThan(100);
    expect(average).toBeLessThan(200);
  });

  it('leaves a first sentence of up to a dozen words whole', async () => {
    const segments = await planAll(`How are you on this fine morning? ${long}`);
    expect(segments[0]!.text).toBe('How are you on this fine morning? ');
  });

  it('merges sentences of fewer than 5 words with a neighbour', async () => {
    const texts = (await planAll(`Yes. ${long} ${long} No. ${long} Bye.`)).map(({ text }) => text);
    expect(texts.every((text) => countWords(text) >= 5)).toBe(true);
    expect(texts[0]).toBe('Yes. When the first light of the morning came over the hills, ');
    expect(texts.at(-1)).toMatch(/ Bye\.$/);
    expect((await planAll('Hi. There. You.')).map(({ text }) => text)).toEqual(['Hi. There. You.']);
    expect((await planAll('Hi.')).map(({ text }) => text)).toEqual(['Hi.']);
  });

  it('puts no more than 110 words into a segment', async () => {
    const segments = await planAll('a bc '.repeat(2000));
    expect(segments.length).toBeGreaterThan(30);
    for (const { text } of segments) expect(countWords(text)).toBeLessThanOrEqual(110);
    expectWhole('a bc '.repeat(2000), segments);
  });

  it('ends a line without a full stop with one when the next line follows in the same breath', async () => {
    const [segment] = await planAll('Title\n\nA list:\none\ntwo.\nthree');
    expect(segment!.phonemes).toBe('title. a list: one. two. three');
  });

  it('gives an affricate at the end of a lone word context that is not heard', async () => {
    const phonesOf = async (phonemes: string): Promise<string | undefined> => {
      const phonemize = (): Promise<Phonemes> => Promise.resolve({ phonemes, words: [] });
      const phonemizer: Phonemizer = { alphabet: kokoroAlphabet, phonemize };
      return (await planAll('A text.', phonemizer))[0]?.phonemes;
    };
    for (const phonemes of ['ˈAʤ.', 'wˌɪʧ?', 'bˈiʧ!', 'lˈʌnʧ']) {
      expect(await phonesOf(phonemes)).toBe(`${phonemes} …`);
    }
    for (const phonemes of ['fˈɔɹ.', 'ə bˈiʧ.', 'ʧˈIld.']) expect(await phonesOf(phonemes)).toBe(phonemes);
  });

  it('splits sentences at clauses', async () => {
    const segments = await planAll(`${long.slice(0, -1)}, and ${long}`);
    for (const { text } of segments.slice(0, -1)) expect(text.trim()).toMatch(/[,.]$/);
  });

  it('cuts a single sentence of more than 275 phonemes behind its clauses, and leaves a shorter one whole', async () => {
    const clause = 'when the committee had gathered in the narrow upper room of the library, ';
    const phonemeCount = (text: string): number => letters(text).length * 1.2;
    const later = async (text: string): Promise<string[]> =>
      (await planAll(`${long} ${long} ${text}`)).map((segment) => segment.text).slice(-6);
    const toSentence = (count: number): string => `And ${clause.repeat(count).slice(0, -2)}.`;
    expect(phonemeCount(toSentence(3))).toBeLessThan(275);
    expect((await later(toSentence(3))).at(-1)).toContain(toSentence(3));
    expect(phonemeCount(toSentence(6))).toBeGreaterThan(420);
    const parts = (await later(toSentence(6))).filter((part) => part.includes('committee'));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(Array.from(part).length).toBeLessThanOrEqual(275);
      expect(part.trim()).toMatch(/[,.]$/);
    }
  });

  it.each([3, 20, 700])('never exceeds 510 phonemes with %i phonemes a letter', async (phonemesPerLetter) => {
    const text = 'Words that are spoken at length, as 1,234,567 is, need more room. 汉字 too.';
    const segments = await planAll(text, createFakePhonemizer({ phonemesPerLetter }));
    expectWhole(text, segments);
    const spoken = segments.map(({ phonemes }) => letters(phonemes)).join('');
    const read = segments.map((segment) => letters(segment.read)).join('');
    expect(read).toContain('onemilliontwohundredthirtyfourthousand');
    expect(spoken.length).toBe(read.length * phonemesPerLetter);
  });

  it('is lazy: asks the phonemizer for what is needed next and for no more', async () => {
    const phonemizer = createFakePhonemizer();
    const text = `${sentence} `.repeat(500);
    const segments = plan(await createScript(request(text)), phonemizer, { signal: never });
    await segments.next();
    expect(phonemizer.calls.map((call) => call.text)).toEqual([sentence]);
    await segments.next();
    expect(phonemizer.calls.length).toBeLessThanOrEqual(4);
    await segments.return();
  });

  it('phonemises in the language of the request, without marks that are no text', async () => {
    const phonemizer = createFakePhonemizer();
    const text = 'Ol\u0000á \ud800 mundo.';
    const script = await createScript(request(text, { language: 'pt-br' }));
    for await (const segment of plan(script, phonemizer, { signal: never })) {
      expect(segment.text).toBe(text);
    }
    expect(phonemizer.calls).toEqual([{ text: 'Ol á mundo.', language: 'pt-br' }]);
  });

  it('drops phonemes that Kokoro does not know and keeps the words in step', async () => {
    const phonemizer: Phonemizer = {
      alphabet: kokoroAlphabet,
      phonemize: () =>
        Promise.resolve({
          phonemes: ' 𝒜aXb\n \u0329cd ',
          words: [
            { start: 0, end: 2, phonemeStart: 1, phonemeEnd: 5 },
            { start: 3, end: 5, phonemeStart: 7, phonemeEnd: 10 },
          ],
        }),
    };
    const [segment] = await planAll('ab cd', phonemizer);
    expect(segment!.phonemes).toBe('ab cd');
    expect(segment!.words.map(({ phonemeStart, phonemeEnd }) => [phonemeStart, phonemeEnd])).toEqual([
      [0, 2],
      [3, 5],
    ]);
  });

  it('needs no phonemes for an engine that takes text', async () => {
    const segments: Segment[] = [];
    const spoken = await createScript(request(story, { language: 'ja' }));
    for await (const segment of plan(spoken, null, { signal: never })) segments.push(segment);
    expect(segments.length).toBeGreaterThan(10);
    expect(segments.map(({ text }) => text).join('')).toBe(story);
    expect(segments.every(({ tokenIds, phonemes }) => tokenIds.length === 0 && phonemes === '')).toBe(true);
  });
});

describe('plan with a known pace', () => {
  const paceOf = (secondsPerToken: number, aheadSeconds: number): Pace => ({
    secondsPerToken: () => secondsPerToken,
    audioAheadSeconds: () => aheadSeconds,
  });
  const sizesAt = async (pace: Pace): Promise<number[]> =>
    (await planAll(story, undefined, pace)).map(({ tokenIds }) => tokenIds.length - 2);

  it('makes no segment that takes longer than the audio ahead lasts', async () => {
    for (const size of await sizesAt(paceOf(0.05, 8))) expect(size * 0.05).toBeLessThanOrEqual(8);
    for (const size of await sizesAt(paceOf(0.1, 10))) expect(size * 0.1).toBeLessThanOrEqual(10);
  });

  it('goes to the full length at once on a fast device', async () => {
    const text = `${sentence} `.repeat(10);
    const sizes = (await planAll(text, undefined, paceOf(0.001, 4))).map(
      ({ tokenIds }) => tokenIds.length - 2,
    );
    expect(sizes[0]).toBe(sentence.length);
    expect(sizes[1]).toBe(sentence.length * 2 + 1);
  });

  it('does not go under the length of the first segment on a slow one', async () => {
    const sizes = await sizesAt(paceOf(1, 0));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(95);
    const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(average).toBeGreaterThan(40);
  });
});

it('makes no segment longer than its alphabet allows, whatever the ramp', async () => {
  const short: Phonemizer = { ...createFakePhonemizer(), alphabet: { ...kokoroAlphabet, maxPhonemes: 60 } };
  const segments = await planAll(story, short);
  expectWhole(story, segments);
  for (const { phonemes } of segments) expect(Array.from(phonemes).length).toBeLessThanOrEqual(60);
});

it('makes no segment longer than its alphabet allows, whatever the ramp', async () => {
  const short: Phonemizer = {
    ...createFakePhonemizer(),
    alphabet: { ...kokoroAlphabet, maxPhonemes: 60 },
  };
  const segments = await planAll(story, short);
  expectWhole(story, segments);
  for (const { phonemes } of segments) expect(Array.from(phonemes).length).toBeLessThanOrEqual(60);
});
