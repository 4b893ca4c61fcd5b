import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { joinSamples } from '../../src/std/join.ts';
import type * as TranscribingPage from './pages/transcribing-page.ts';
import { toModuleCaller } from './support/call-module.ts';
import { endWorkerOn } from './support/end-worker.ts';
import { earsTest as test, expect, loadVoice, toSpeech, toSpeechFile } from './support/ears-site.ts';
import { buildPageModule } from './support/page-modules.ts';
import { listModels } from './support/real-voice-test.ts';
import { fromPlaywright } from './support/script-page.ts';
import { speakInPage, toSamples } from './support/speech-fetch.ts';
import { transcribeInPage, type TextAnswer } from './support/transcribe-in-page.ts';

const RATE = 24_000;
const silence = (seconds: number): Float32Array => new Float32Array(seconds * RATE);
const SENTENCES = 16;

test('every SDK writes down in the page, and what is heard goes on when the thread that hears ends', async ({
  app,
}) => {
  await buildPageModule('transcribing-page');
  const run = toModuleCaller<typeof TranscribingPage>(fromPlaywright(app), 'transcribing-page');
  const short = toSpeechFile(toSpeech(0.5, 'ðə mæn sæt.', 0.5)).toString('base64');
  const texts = await run('transcribeWithSdks', short);
  const text = 'ðə mæn sæt.';
  expect(texts).toEqual({ 'openai 7': text, 'openai 6': text, 'together-ai': text, ai: text });

  const parts = Array.from({ length: SENTENCES }, () => [text, 1.5]).flat();
  const ended = await endWorkerOn(app, 'hearing', 'first-words');
  await run('beginTranscription', toSpeechFile(toSpeech(...parts)).toString('base64'));
  await ended();
  expect(await run('readAnswer')).toMatchObject({ text: expect.stringContaining(text), isOver: false });
  await expect
    .poll(() => run('readAnswer'), { timeout: 200_000 })
    .toEqual({
      text: Array.from({ length: SENTENCES }, () => text).join(' '),
      isOver: true,
    });
});

test('who says what is told, once the models for it are stored', async ({ app }) => {
  await loadVoice(app);
  const diarized = { response_format: 'diarized_json' };
  const hum = toSpeechFile(silence(1));
  const without = await transcribeInPage(app, hum, diarized);
  expect([without.status, without.body]).toEqual([400, expect.stringContaining("'speaker-turns'")]);
  const byName = await transcribeInPage(app, hum, { model: ['gpt-4o-transcribe-diarize'] });
  expect([byName.status, byName.body]).toEqual([404, expect.stringContaining("'speaker-turns'")]);
  await app.getByRole('button', { name: 'Models and device' }).first().click();
  await app.getByRole('button', { name: /^Get Speaker turns/ }).click();
  await expect.poll(() => listModels(app)).toContain('gpt-4o-transcribe-diarize');

  const ann = await speak(app, 'af_heart', 'Mad men sit and eat a lot of fish.');
  const ben = await speak(app, 'am_michael', 'Ten red hens met a pet at the lake.');
  const cleo = await speak(app, 'bf_emma', 'Let us get the big bag of plums.');
  const pause = silence(0.6);
  const meeting = toSpeechFile(
    joinSamples([pause, ann, pause, ben, pause, cleo, silence(2), ann, pause, ben, pause, ben, pause]),
  );
  expect(meeting.length / 2 / RATE).toBeGreaterThan(12);

  const first = await transcribeInPage(app, meeting, diarized);
  const answer = toDiarized(first);
  expect(answer.task).toBe('transcribe');
  expect(toSpeakers(answer)).toEqual(['A', 'B', 'C', 'A', 'B']);
  expect(
    answer.segments
      .map(({ text }) => text)
      .join('')
      .trim(),
  ).toBe(answer.text);
  expect(answer.segments[0]!.start).toBeGreaterThan(0.5);
  expect(answer.segments[0]!.end).toBeLessThanOrEqual(answer.segments[1]!.start);

  const reference = `data:audio/wav;base64,${toSpeechFile(joinSamples([ben, ben])).toString('base64')}`;
  const known = await transcribeInPage(app, meeting, {
    ...diarized,
    ...{ stream: 'true', 'known_speaker_names[]': ['Ben'], 'known_speaker_references[]': [reference] },
  });
  const events = known.body
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.slice('data: '.length)) as { type: string; speaker?: string });
  const segments = events.filter(({ type }) => type === 'transcript.text.segment');
  expect(segments.map(({ speaker }) => speaker)).toEqual(['A', 'Ben', 'B', 'A', 'Ben']);
  expect(events[0]).toMatchObject({ type: 'transcript.text.delta', segment_id: 'utt_0' });
  expect(events.at(-1)).toMatchObject({ type: 'transcript.text.done', text: answer.text });

  // Both at once for a second: what is said there is nobody's for sure, but before and behind it is.
  const overlap = Math.round(0.5 * RATE);
  const both = joinSamples([pause, ann, cleo.slice(overlap), pause]);
  const from = pause.length + ann.length - overlap;
  for (let index = 0; index < overlap; index += 1) both[from + index]! += cleo[index]!;
  const told = toDiarized(await transcribeInPage(app, toSpeechFile(both), diarized));
  expect([...new Set(toSpeakers(told))]).toEqual(['A', 'B']);

  const verbose = await transcribeInPage(app, meeting, {
    ...{ response_format: 'verbose_json', diarize: 'true', max_speakers: '2' },
    'timestamp_granularities[]': ['word', 'segment'],
  });
  const { words } = JSON.parse(verbose.body) as { words: readonly { speaker: string }[] };
  expect([...new Set(words.map(({ speaker }) => speaker))]).toEqual(['A', 'B']);

  await expectNamedSubtitles(app, meeting);

  await app.getByRole('button', { name: 'Models and device' }).first().click();
  const stored = app.getByRole('listitem').filter({ hasText: 'Speaker recognition' });
  await stored.getByRole('button', { name: 'Delete' }).click();
  await app.getByRole('button', { name: /^Delete \d/ }).click();
  await expect.poll(() => listModels(app)).not.toContain('gpt-4o-transcribe-diarize');
});

/** Subtitles of a file show who says each line, and are saved with it. */
async function expectNamedSubtitles(page: Page, meeting: Buffer): Promise<void> {
  await page.getByRole('tab', { name: 'Subtitles' }).click();
  const choose = page.getByLabel('Choose a recording').last();
  await choose.setInputFiles({ name: 'Meeting.wav', mimeType: 'audio/wav', buffer: meeting });
  const rows = page.getByRole('list', { name: 'What was said' }).getByRole('listitem');
  const names = rows.locator('.subtitle__speaker');
  await expect(names).toHaveText(['A', 'B', 'C', 'A', 'B', 'B']);
  await expect(rows.nth(1).getByRole('textbox', { name: 'Speaker B' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as VTT' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('\n<v B>');
}

interface Diarized {
  readonly task: string;
  readonly text: string;
  readonly segments: readonly {
    readonly speaker: string;
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
}

function toDiarized({ status, body }: TextAnswer): Diarized {
  expect(status, body).toBe(200);
  return JSON.parse(body) as Diarized;
}

/** The speakers of the segments; one who goes on after a pause is named once. */
function toSpeakers({ segments }: Diarized): readonly string[] {
  const names = segments.map(({ speaker }) => speaker);
  return names.filter((name, index) => name !== names[index - 1]);
}

/** What a voice says, at 24 kHz. */
async function speak(page: Page, voice: string, input: string): Promise<Float32Array> {
  const answer = await speakInPage(page, { model: 'kokoro-82m', voice, input, response_format: 'pcm' });
  expect(answer.status, answer.body.toString('utf8', 0, 300)).toBe(200);
  return toSamples(answer.body);
}
