import { countWordErrors, toWordErrorRate } from '../../tools/hear/word-error.ts';
import { skipLoudly } from '../fixtures/real-models.ts';
import { toWavFile } from '../fixtures/wav-file.ts';
import { expect } from './support/app-test.ts';
import { listModels, realVoiceTest as test } from './support/real-voice-test.ts';
import { speakTimedFile, type Timestamp } from './support/speak-timed.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { transcribeInPage } from './support/transcribe-in-page.ts';

const isSkipped = skipLoudly('Sotto hears itself', ['kokoro-82m', 'whisper-base']);

const text = 'The ferry leaves the harbor early in the morning, before the streets are awake.';
/** Whisper base itself errs in about three words of a hundred. */
const WORD_ERROR_LIMIT = 0.08;

test.describe('Sotto hears itself', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m and whisper-base.');
  test.setTimeout(900_000);

  test('what Kokoro says comes back as text, from MP3, each word when it was said', async ({
    hearingPage: app,
  }) => {
    expect((await listModels(app)).slice(-1)).toEqual(['whisper-large-v3']);
    const { file, timestamps } = await speakTimedFile(app, {
      ...{ model: 'kokoro-82m', voice: 'af_heart', input: text, response_format: 'mp3' },
    });
    const heard = await transcribeInPage(app, file, {
      ...{ response_format: 'verbose_json', 'timestamp_granularities[]': 'word' },
    });
    expect(heard.status, heard.body).toBe(200);
    const answer = JSON.parse(heard.body) as {
      readonly text: string;
      readonly language: string;
      readonly duration: number;
      readonly words: readonly TimedWord[];
    };
    expect(toWordErrorRate([countWordErrors(text, answer.text, 'en-us')])).toBeLessThanOrEqual(
      WORD_ERROR_LIMIT,
    );
    expect(answer.language).toBe('english');
    expect(answer.duration).toBeGreaterThan(3);
    expectWordTimes(answer.words, timestamps);
  });

  test('events say the same as text, and noise says nothing', async ({ hearingPage: app }) => {
    const spoken = await speakInPage(app, { model: 'espeak-ng', input: text, response_format: 'wav' });
    const plain = await transcribeInPage(app, spoken.body, { response_format: 'text', language: 'en' });
    const events = await transcribeInPage(app, spoken.body, { stream: 'true', language: 'en' });
    const deltas = [...events.body.matchAll(/"transcript\.text\.delta","delta":("[^"]*")/g)];
    const streamed = deltas.map(([, delta = '""']) => JSON.parse(delta) as string).join('');
    expect(`${streamed}\n`).toBe(plain.body);
    const noise = await transcribeInPage(app, toNoiseWav(), { response_format: 'text' });
    expect(noise.body).toBe('\n');
  });
});

type TimedWord = Pick<Timestamp, 'end' | 'start' | 'word'>;

/** Words are heard when Sotto says that it speaks them; all may be early or late by a little. */
function expectWordTimes(words: readonly TimedWord[], said: readonly TimedWord[]): void {
  expect(words.map(({ word }) => word.toLowerCase())).toEqual(said.map(({ word }) => word.toLowerCase()));
  for (const { start, end } of said) expect(end).toBeGreaterThan(start);
  const differences = words.map(({ start }, index) => start - said[index]!.start).sort((a, b) => a - b);
  const lead = differences[Math.floor(differences.length / 2)]!;
  const distances = differences.map((difference) => Math.abs(difference - lead)).sort((a, b) => a - b);
  test
    .info()
    .annotations.push({ type: 'lead and distances', description: JSON.stringify([lead, distances]) });
  expect(distances[Math.floor(distances.length / 2)]).toBeLessThanOrEqual(0.12);
  expect(Math.abs(lead)).toBeLessThanOrEqual(0.1);
}

/** Three seconds of white noise. */
function toNoiseWav(): Buffer {
  let state = 1;
  const samples = Int16Array.from({ length: 48_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 16) - 16_384;
  });
  return toWavFile(samples, { rate: 16_000 });
}
