import { FRAME_SAMPLES, SAMPLE_RATE } from '../../src/contract/audio.ts';
import type { Language } from '../../src/contract/language.ts';
import { decodeToneRuns } from '../fixtures/decode-tones.ts';
import { toAudibleIds, toFramesPerToken } from '../fixtures/tone.ts';
import { expect, test } from './support/app-test.ts';
import { planSegments } from './support/sent-tokens.ts';
import { speakTimed, type Timed, type Timestamp } from './support/speak-timed.ts';

const FRAME_SECONDS = FRAME_SAMPLES / SAMPLE_RATE;

/** A sound and when it is heard, in seconds. */
interface HeardToken {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

const texts: Readonly<Record<string, { readonly input: string; readonly language?: Language }>> = {
  'numbers, money and abbreviations': {
    input:
      'In 1999, Dr. Smith paid $5.50 for 3 of 42 cakes at 10:30 p.m. and 1,234,567 crumbs came free, 50% off.',
  },
  'curly quotes, dashes and apostrophes': {
    input: '“Don’t,” she said—‘it’s the dogs’ bowl’ – and he didn’t… “Well,” he said, “rock ’n’ roll!”',
  },
  'repeated words': {
    input: 'The the the cat that that cat saw, saw the cat. The cat, the cat! No no no no.',
  },
  'emoji and other marks': {
    input:
      '🎉 Hello 👩‍👩‍👧 family 😀! Naïve café 🇩🇪 flags… cost 5€ ☕️ and #hashtags & more.\n\n• A point\n• Another 🎈',
  },
  'several segments': {
    input: Array.from(
      { length: 12 },
      (_, index) =>
        `Sentence number ${index + 1} says “it’s ${index * 37}” — again and again — to the reader 😀.`,
    ).join(' '),
  },
  French: {
    input: 'L’été, où l’on dit « bonjour » à 25 élèves, n’est pas fini. Qu’est-ce que c’est ?',
    language: 'fr',
  },
};

for (const [name, { input, language = 'en-us' }] of Object.entries(texts)) {
  test(`word times of ${name} name the user's own text, in step with the sound`, async ({ apiPage }) => {
    const { samples, timestamps } = await speakTimed(apiPage, {
      input,
      ...(language === 'fr' ? { language } : {}),
    });
    expectOwnText(input, timestamps);
    await expectInStep({ input, language, speed: 1 }, { samples, timestamps });
  });
}

test('word times follow the speed', async ({ apiPage }) => {
  const { input } = texts['repeated words']!;
  for (const speed of [0.5, 0.8, 2]) {
    const timed = await speakTimed(apiPage, { input, speed });
    await expectInStep({ input, language: 'en-us', speed }, timed);
  }
});

/** Every letter and digit is part of one word, the words come in order, and so do their times. */
function expectOwnText(input: string, timestamps: readonly Timestamp[]): void {
  let rest = '';
  let position = 0;
  let time = 0;
  for (const { word, start, end, start_char: from, end_char: to } of timestamps) {
    expect(word).toBe(input.slice(from, to));
    expect(word.isWellFormed()).toBe(true);
    expect(from).toBeGreaterThanOrEqual(position);
    expect(to).toBeGreaterThan(from);
    expect(start).toBeGreaterThanOrEqual(time);
    expect(end).toBeGreaterThan(start);
    rest += input.slice(position, from);
    position = to;
    time = end;
  }
  expect(rest + input.slice(position)).not.toMatch(/[\p{L}\p{N}]/u);
}

/** Each word's times are those at which its own phonemes are heard. */
async function expectInStep(
  { input, language, speed }: { input: string; language: Language; speed: number },
  { samples, timestamps }: Timed,
): Promise<void> {
  const segments = await planSegments(input, language);
  const heard = hear(samples, speed);
  expect(heard.map(({ id }) => id)).toEqual(segments.flatMap(({ tokenIds }) => toAudibleIds(tokenIds)));
  let before = 0;
  const expected = segments.flatMap(({ tokenIds, words }) => {
    const countAudible = (end: number): number => before + toAudibleIds(tokenIds.slice(0, end + 1)).length;
    const times = words.map(({ start, end, phonemeStart, phonemeEnd }) => ({
      word: input.slice(start, end),
      start: heard[countAudible(phonemeStart)]!.start,
      end: heard[countAudible(phonemeEnd) - 1]!.end,
    }));
    before = countAudible(tokenIds.length);
    return times;
  });
  expect(timestamps.map(({ word }) => word)).toEqual(expected.map(({ word }) => word));
  const late = timestamps.map(({ start }, index) => Math.abs(start - expected[index]!.start));
  const long = timestamps.map(({ end }, index) => Math.abs(end - expected[index]!.end));
  expect(Math.max(...late, ...long)).toBeLessThan(FRAME_SECONDS);
}

/** Listens to an answer of the tone model. */
function hear(samples: Float32Array, speed: number): HeardToken[] {
  const runs = decodeToneRuns(samples, { framesPerToken: toFramesPerToken(speed) });
  return runs.flatMap(({ id, count, startSample, endSample }) => {
    if (id === null) return [];
    const step = (endSample - startSample) / count;
    return Array.from({ length: count }, (_, index) => ({
      id,
      start: (startSample + index * step) / SAMPLE_RATE,
      end: (startSample + (index + 1) * step) / SAMPLE_RATE,
    }));
  });
}
