import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { EngineStatus } from '../../src/contract/engine-status.ts';
import { openRecogniser, type Recogniser } from '../../tools/hear/open-recogniser.ts';
import { speakInPage } from '../../tools/hear/speak-in-page.ts';
import { countWordErrors, toWordErrorRate, type WordErrors } from '../../tools/hear/word-error.ts';
import { realMirror, skipLoudly } from '../fixtures/real-models.ts';
import { expect, test } from './support/app-test.ts';
import { fetchInPage, speakInPage as postSpeech } from './support/speech-fetch.ts';

const mirror = realMirror();
const isSkipped = skipLoudly('Sotto is understood', ['kokoro-82m', 'whisper-base']);

/** Plain prose, a number, a question, and a name that a dictionary does not know. */
const texts = [
  'The ferry leaves the harbor early in the morning, before the streets are awake.',
  'Please bring 12 chairs and a long table into the garden before the guests arrive.',
  'Why did nobody tell us that the museum would be closed until next Thursday?',
  'Her grandmother, Wilhelmina, kept bees and sold the honey at the market every Saturday.',
];
/** Relative root mean square; the kernels and ONNX Runtime both compute in fp32, in another order. */
const DIFFERENCE_LIMIT = 1e-4;
/** Whisper base itself errs in about three words of a hundred. */
const WORD_ERROR_LIMIT = 0.08;

interface Timestamp {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

test.describe('Sotto is understood', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m and whisper-base.');
  test.use({ siteOptions: mirror === null ? {} : { models: mirror } });
  test.setTimeout(900_000);

  test('by a recogniser, with the kernels, and gives the time of each word', async ({ app, context }) => {
    const programs = await mkdtemp(join(tmpdir(), 'hear-'));
    const recogniser: Recogniser = await openRecogniser(context, { models: mirror ?? '', programs });
    try {
      await loadKokoro(app);
      const counts: WordErrors[] = [];
      for (const input of texts) {
        const { samples } = await speakInPage(app, { input, voice: 'af_heart' });
        const heard = await recogniser.hear(samples, 'en-us');
        counts.push(countWordErrors(input, heard, 'en-us'));
        test.info().annotations.push({ type: 'heard', description: heard });
      }
      expect(toWordErrorRate(counts)).toBeLessThanOrEqual(WORD_ERROR_LIMIT);
      await expectKernels(app);
      await expectWordTimes(app);
    } finally {
      await recogniser.close();
      await rm(programs, { recursive: true });
    }
  });
});

/** Loads as a user does, who waits for as long as it takes. */
async function loadKokoro(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Download/ }).first();
  // What will be fetched is named with its size.
  await expect(button).toContainText('92 MB');
  await button.click();
  await expect.poll(async () => (await readStatus(page)).state, { timeout: 400_000 }).toBe('ready');
}

async function readStatus(page: Page): Promise<EngineStatus> {
  return JSON.parse((await fetchInPage(page, '/v1/engine')).body.toString()) as EngineStatus;
}

/** The official file is taken apart, and the kernels compute what ONNX Runtime computes. */
async function expectKernels(page: Page): Promise<void> {
  const status = await readStatus(page);
  expect(status).toMatchObject({ dtype: 'q8', device: 'wasm', generator: { by: 'kernels', reason: null } });
  expect(status.generator?.difference).toBeLessThan(DIFFERENCE_LIMIT);
}

async function expectWordTimes(page: Page): Promise<void> {
  const [input = ''] = texts;
  const answer = await postSpeech(page, {
    ...{ model: 'kokoro-82m', voice: 'af_heart', input },
    ...{ response_format: 'pcm', stream_format: 'sse', return_timestamps: true },
  });
  expect(answer.status).toBe(200);
  const times = answer.body
    .toString()
    .split('\n\n')
    .filter((event) => event.includes('"speech.audio.delta"'))
    .flatMap((event) => (JSON.parse(event.slice('data: '.length)) as { timestamps: Timestamp[] }).timestamps);
  expect(times.map(({ word }) => word)).toEqual(input.match(/[a-z]+/gi));
  for (const { start, end } of times) expect(end).toBeGreaterThan(start);
}
