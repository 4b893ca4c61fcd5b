import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { expect, test } from './support/app-test.ts';
import { fetchInPage, speakInPage, toSamples, toWavSamples } from './support/speech-fetch.ts';
import { sentTokenIds } from './support/sent-tokens.ts';

/** Thirty different sentences; numbers and clauses make their lengths differ. */
const thirtySentences = Array.from(
  { length: 30 },
  (_, index) => `Sentence number ${index + 1} follows, and it has words of its own.`,
).join(' ');

const texts = {
  'one sentence': 'The quick brown fox jumps over the lazy dog.',
  'two sentences': 'The quick brown fox jumps over the lazy dog. Then it sleeps for an hour or two.',
  'thirty sentences': thirtySentences,
};

for (const [name, input] of Object.entries(texts)) {
  test(`every phoneme of ${name} is heard once and in order`, async ({ apiPage }) => {
    const answer = await speakInPage(apiPage, {
      model: 'kokoro-82m',
      voice: 'af_heart',
      input,
      response_format: 'pcm',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-sotto-engine']).toBe('kokoro');
    const sent = await sentTokenIds(input, 'en-us');
    expect(decodeTones(toSamples(answer.body))).toEqual(toAudibleIds(sent));
  });
}

test('the amplitude tells the voice, and the mix of voices', async ({ apiPage }) => {
  const input = 'Testing.';
  const loudness = async (voice: string): Promise<number> => {
    const answer = await speakInPage(apiPage, { input, voice, response_format: 'wav' });
    return toWavSamples(answer.body).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  };
  const expected = async (voice: string): Promise<number> =>
    0.25 + 0.25 * Math.tanh(await firstStyle(voice, input));
  const firstStyle = async (voice: string, text: string): Promise<number> => {
    const phonemeCount = (await sentTokenIds(text, 'en-us')).length - 2;
    const pack = await fetchInPage(apiPage, `/voices/${voice}.bin`);
    return pack.body.readFloatLE((phonemeCount - 1) * 256 * 4);
  };
  expect(await loudness('af_heart')).toBeCloseTo(await expected('af_heart'), 3);
  expect(await loudness('am_michael')).toBeCloseTo(await expected('am_michael'), 3);

  const mixed = (3 * (await firstStyle('af_heart', input)) + (await firstStyle('am_michael', input))) / 4;
  expect(await loudness('af_heart(3)+am_michael(1)')).toBeCloseTo(0.25 + 0.25 * Math.tanh(mixed), 3);
});

test('speed 0.5, 1 and 2 give 4, 2 and 1 frames a token', async ({ apiPage }) => {
  const input = 'Hello there.';
  const tokens = await sentTokenIds(input, 'en-us');
  const heard = toAudibleIds(tokens);
  for (const [speed, framesPerToken] of [
    [0.5, 4],
    [1, 2],
    [2, 1],
  ] as const) {
    const answer = await speakInPage(apiPage, { input, speed, response_format: 'pcm' });
    const samples = toSamples(answer.body);
    expect(decodeTones(samples, { framesPerToken })).toEqual(heard);
    const audible = samples.subarray(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1);
    // Between the first and the last sound nothing is trimmed, spaces included.
    expect(Math.round(audible.length / 600)).toBe((tokens.length - 2) * framesPerToken);
  }
});

function isLoud(sample: number): boolean {
  return Math.abs(sample) > 0.005;
}
