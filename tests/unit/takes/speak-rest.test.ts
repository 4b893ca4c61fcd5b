import type { Speak, SpokenSegment } from '../../../src/contract/segment.ts';
import { expect, it } from 'vitest';
import { createMemoryShelf } from '../../../src/takes/open-shelf.ts';
import { createSpeakRest } from '../../../src/takes/speak-rest.ts';
import { TakeLibrary } from '../../../src/takes/take-library.ts';
import { SpeechError } from '../../../src/contract/errors.ts';
import type { SpeechRequest } from '../../../src/contract/request.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { createSpoken } from '../../fixtures/spoken-segment.ts';

const text = 'One two. Three four five.';
const request: Omit<SpeechRequest, 'text'> = {
  model: 'kokoro-82m',
  voice: [{ id: 'af_heart', weight: 1 }],
  language: 'en-us',
  speed: 1,
};
const brokenOff = { request, text, starts: [0], spokenTo: 9, frameCount: 4800 };

async function gather(speak: Speak): Promise<SpokenSegment[]> {
  const spoken: SpokenSegment[] = [];
  for await (const segment of speak({ ...request, text }, new AbortController().signal)) spoken.push(segment);
  return spoken;
}

it('speaks what is missing, as if it had never been broken off', async () => {
  const speak: Speak = async function* (asked) {
    expect(asked).toEqual({ ...request, text, from: 9 });
    yield await Promise.resolve({
      ...createSpoken(text, 0, { start: 9, end: 25 }),
      startSeconds: 0,
      words: createSpoken(text.slice(9), 0, { start: 0, end: 16 }).words.map((word) => ({
        ...word,
        start: word.start + 9,
        end: word.end + 9,
      })),
    });
  };
  const [rest] = await gather(createSpeakRest(brokenOff, speak));
  const whole = createSpoken(text, 1, { start: 9, end: 25 });
  expect(rest?.segment).toEqual(whole.segment);
  expect(rest?.startSeconds).toBe(whole.startSeconds);
  expect(rest?.words.map(({ start, end }) => text.slice(start, end))).toEqual(['Three', 'four', 'five']);
  expect(rest?.words[0]?.startSeconds).toBeCloseTo(0.2);
  expect(rest?.words[2]?.endSeconds).toBeCloseTo(0.5);
});

it.each([
  [
    'ssml',
    '<speak>One. <voice name="ff_siwis"><prosody rate="2">Two. Three.</prosody></voice> Four.</speak>',
  ],
  ['text', 'One. [voice:ff_siwis] [rate:2] Two. Three. [voice:af_heart] Four.'],
] as const)('knows who speaks and how fast in the middle of %s', async (format, written) => {
  const spokenTo = written.indexOf('Three');
  const synthesizer = createFakeSynthesizer();
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
  const asked = { ...request, text: written, format, hasTags: true, hasVoiceLanguages: true };
  const rest = createSpeakRest({ ...brokenOff, request: asked, text: written, spokenTo }, speak);
  const spoken = await gather(rest);
  expect(
    synthesizer.jobs.map(({ voice, language, speed, text: said }) => [voice[0].id, language, speed, said]),
  ).toEqual([
    ['ff_siwis', 'fr', 2, 'Three.'],
    ['af_heart', 'en-us', 1, 'Four.'],
  ]);
  expect(spoken[0]?.segment.start).toBe(spokenTo);
  expect(spoken.flatMap(({ words }) => words).map(({ start, end }) => written.slice(start, end))).toEqual([
    'Three',
    'Four',
  ]);
});

it('is as loud as it would have been', async () => {
  const written = 'One. [voice:af_bella] Two. [voice:af_heart] Three. [voice:af_bella] Four.';
  const asked = { ...request, text: written, hasTags: true };
  const synthesizer = createFakeSynthesizer({
    amplitude: ({ voice }) => (voice[0].id === 'af_bella' ? 0.2 : 0.4),
  });
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
  const toPeaks = (spoken: readonly SpokenSegment[]): number[] =>
    spoken.map(({ samples }) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample))));
  const whole = await gather((_, signal) => speak(asked, signal));
  expect(whole).toHaveLength(4);
  for (const count of [1, 2, 3]) {
    const library = new TakeLibrary({
      ...{ shelf: Promise.resolve(createMemoryShelf()), limitBytes: 1e6, onChange: () => undefined },
    });
    const writer = library.begin('a', asked);
    for (const spoken of whole.slice(0, count)) void writer.append(spoken);
    await writer.end(false);
    const rest = await gather(createSpeakRest(await library.find('a'), speak));
    const expected = toPeaks(whole).slice(count);
    expect(rest).toHaveLength(expected.length);
    toPeaks(rest).forEach((peak, index) => expect(peak).toBeCloseTo(expected[index] ?? 0, 6));
  }
});

const failing = (error: Error): Speak =>
  async function* () {
    await Promise.reject(error);
    yield createSpoken(text, 0, { start: 0, end: 9 });
  };

it('counts a rest without words as spoken, and no other failure', async () => {
  const nothing = new SpeechError('no_speakable_text', 'Nothing to say.');
  await expect(gather(createSpeakRest(brokenOff, failing(nothing)))).resolves.toEqual([]);
  await expect(gather(createSpeakRest(brokenOff, failing(new Error('lost'))))).rejects.toThrow('lost');
});
