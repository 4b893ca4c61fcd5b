import type { Page } from '@playwright/test';
import { countWordErrors, toWordErrorRate } from '../../tools/hear/word-error.ts';
import { skipLoudly } from '../fixtures/real-models.ts';
import { toWavFile } from '../fixtures/wav-file.ts';
import { expect } from './support/app-test.ts';
import { listModels, realVoiceTest as test } from './support/real-voice-test.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { transcribeInPage } from './support/transcribe-in-page.ts';

const isSkipped = skipLoudly('Sotto hears itself', ['kokoro-82m', 'whisper-base']);

const text = 'The ferry leaves the harbor early in the morning, before the streets are awake.';
/** Whisper base itself errs in about three words of a hundred. */
const WORD_ERROR_LIMIT = 0.08;

test.describe('Sotto hears itself', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m and whisper-base.');
  test.setTimeout(900_000);

  test('what Kokoro says comes back as text, from MP3, with the time of each word', async ({
    hearingPage: app,
  }) => {
    expect((await listModels(app)).slice(-1)).toEqual(['whisper-large-v3']);
    const spoken = await speakInPage(app, {
      ...{ model: 'kokoro-82m', voice: 'af_heart', input: text, response_format: 'mp3' },
    });
    expect(spoken.status, spoken.body.toString('utf8', 0, 400)).toBe(200);
    const heard = await transcribeInPage(app, spoken.body, { response_format: 'verbose_json' });
    expect(heard.status, heard.body).toBe(200);
    const answer = JSON.parse(heard.body) as { text: string; language: string; duration: number };
    expect(toWordErrorRate([countWordErrors(text, answer.text, 'en-us')])).toBeLessThanOrEqual(
      WORD_ERROR_LIMIT,
    );
    expect(answer.language).toBe('english');
    expect(answer.duration).toBeGreaterThan(3);
    await expectWordTimes(app);
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

interface TimedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Words are heard when Sotto says that it speaks them; all may be early or late by a little. */
async function expectWordTimes(page: Page): Promise<void> {
  const spoken = await speakInPage(page, {
    ...{ model: 'kokoro-82m', voice: 'af_heart', input: text, response_format: 'pcm' },
    ...{ stream_format: 'sse', return_timestamps: true },
  });
  const events = spoken.body
    .toString()
    .split('\n\n')
    .filter((event) => event.includes('"speech.audio.delta"'))
    .map((event) => JSON.parse(event.slice('data: '.length)) as { audio: string; timestamps: TimedWord[] });
  const pcm = Buffer.concat(events.map(({ audio }) => Buffer.from(audio, 'base64')));
  const heard = await transcribeInPage(page, toWavFile(pcm, { rate: 24_000 }), {
    ...{ response_format: 'verbose_json', 'timestamp_granularities[]': 'word' },
  });
  const { words } = JSON.parse(heard.body) as { words: readonly TimedWord[] };
  const said = events.flatMap(({ timestamps }) => timestamps);
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
