import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { joinSamples } from '../../src/std/join.ts';
import { openApp } from './support/app-test.ts';
import { earsTest, expect, getEars, loadVoice, test, toSpeech, toSpeechFile } from './support/ears-site.ts';
import { dropFile } from './support/drop-file.ts';
import { speakInPage } from './support/speech-fetch.ts';
import {
  expectSpoken,
  findViolations,
  listOutside,
  measureOverflow,
  play,
  writeText,
} from './support/studio.ts';
import { transcribeInPage } from './support/transcribe-in-page.ts';

const talk = {
  name: 'A talk.wav',
  type: 'audio/wav',
  bytes: toSpeechFile(toSpeech(0.5, 'ðə mæn sæt.', 2, 'ʃiː sæŋ ə sɔŋ! ænd wɛnt.', 0.5)),
};

test('a recording that is dropped becomes subtitles that can be corrected, played, saved and spoken', async ({
  app,
}) => {
  await dropFile(app, talk);
  await expect(app.getByRole('tab', { name: 'Subtitles' })).toHaveAttribute('aria-selected', 'true');
  await getEars(app);
  const lines = app.getByRole('list', { name: 'What was said' }).getByRole('textbox');
  await expect(lines).toHaveCount(3);
  expect(await readValues(lines)).toEqual(['ðə mæn sæt.', 'ʃiː sæŋ ə sɔŋ!', 'ænd wɛnt.']);
  await expect(app.getByText('3 lines, 0:05 heard')).toBeVisible();

  await app.getByRole('button', { name: 'Play from 0:03' }).first().click();
  const player = app.getByLabel('A talk.wav');
  await expect
    .poll(() => player.evaluate((element) => (element as HTMLMediaElement).currentTime))
    .toBeGreaterThan(3);

  expect(await isAskedToStay(app)).toBe(false);
  const storage = await app.evaluateHandle(() => {
    const own = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem')!;
    Storage.prototype.setItem = () => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
    return { giveRoom: () => Object.defineProperty(Storage.prototype, 'setItem', own) };
  });
  await lines.first().fill('The man sat.');
  await expect.poll(() => isAskedToStay(app)).toBe(true);
  const subtitles = await save(app, 'SRT');
  expect(await isAskedToStay(app)).toBe(false);
  expect(subtitles.replaceAll(/00:00:0(\d),(\d)\d\d/g, '$1.$2')).toMatch(
    /^1\n0.5 --> 1.0\nThe man sat.\n\n2\n3.0 --> 3.[78]\nʃiː sæŋ ə sɔŋ!\n\n3\n3.[78] --> 4.2\nænd wɛnt.\n$/,
  );
  expect(await save(app, 'VTT')).toContain('WEBVTT\n\n00:00:00.5');
  expect(await save(app, 'TXT')).toBe('The man sat. ʃiː sæŋ ə sɔŋ! ænd wɛnt.\n');
  expect(JSON.parse(await save(app, 'JSON'))).toMatchObject({
    language: 'en',
    segments: [{ text: 'The man sat.' }, {}, {}],
  });
  await app.getByRole('button', { name: 'Speak this text' }).click();
  await expect(app.getByLabel('Text to speak')).toHaveValue('The man sat. ʃiː sæŋ ə sɔŋ! ænd wɛnt.');
  await expect(app.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();

  expect(await findViolations(app)).toEqual([]);
  await app.setViewportSize({ width: 360, height: 800 });
  expect(await measureOverflow(app)).toBeLessThanOrEqual(0);
  expect(await listOutside(app)).toEqual([]);

  // With room again, a reload loses nothing but the recording, which takes its place once it is there.
  await storage.evaluate(({ giveRoom }) => giveRoom());
  await lines.first().fill('The men sat.');
  await expect.poll(() => isAskedToStay(app)).toBe(false);
  await app.reload();
  await app.getByRole('tab', { name: 'Subtitles' }).click();
  await expect(lines.first()).toHaveValue('The men sat.');
  await expect(player).toHaveCount(0);
  await dropFile(app, talk);
  await expect(player).toBeVisible();
  expect(await readValues(lines)).toEqual(['The men sat.', 'ʃiː sæŋ ə sɔŋ!', 'ænd wɛnt.']);
  await app.getByRole('button', { name: 'Clear' }).last().click();
  await expect(lines).toHaveCount(0);
  await app.getByRole('button', { name: 'Undo' }).last().click();
  await expect(lines.first()).toHaveValue('The men sat.');
});

earsTest(
  'what is unclear is marked, a take is listened back to, and every format is heard',
  async ({ app, site }) => {
    await expectUnclear(app);
    await expectNoMicrophone(app);
    await loadVoice(app);
    await app.getByRole('tab', { name: 'Library' }).click();
    await expectListenedBack(app);
    await expectFormats(app, site.url);
  },
);

/** What is unclear is marked and empty until it is written, or its guess is kept. */
async function expectUnclear(app: Page): Promise<void> {
  await dropFile(app, { name: 'Noise.wav', type: 'audio/wav', bytes: toSpeechFile(toNoisySpeech()) });
  const lines = app.getByRole('list', { name: 'What was said' });
  const unclear = lines.getByRole('listitem').filter({ hasText: 'unclear' });
  await expect(lines.getByRole('listitem')).toHaveCount(2);
  await expect(unclear).toHaveCount(1);
  await expect(unclear.getByRole('textbox')).toHaveValue('');
  expect(await save(app, 'TXT')).toBe('ʃiː sæŋ ə sɔŋ.\n');
  await unclear.getByRole('button', { name: 'Keep the guess' }).click();
  await expect(unclear).toHaveCount(0);
  await expect(lines.getByRole('textbox').first()).not.toHaveValue('');
  await lines.getByRole('textbox').first().fill('The man sat.');
  expect(await save(app, 'TXT')).toBe('The man sat. ʃiː sæŋ ə sɔŋ.\n');
}

/** Dictation says so where there is no microphone. */
async function expectNoMicrophone(app: Page): Promise<void> {
  await app.getByRole('tab', { name: 'Subtitles' }).click();
  await expect(app.getByRole('button', { name: 'Choose a recording' })).toBeVisible();
  await app.getByRole('button', { name: 'Dictate' }).press('Enter');
  await expect(app.getByText(/^(?:No microphone was found|The microphone is blocked)/)).toBeVisible();
  await expect(app.getByRole('button', { name: 'Dictate' })).toHaveAttribute('aria-pressed', 'false');
}

/** A take is heard, and what was heard otherwise is marked. */
async function expectListenedBack(app: Page): Promise<void> {
  // What the tone model says is heard in phonemes.
  await writeText(app, 'Mad men sit.');
  await play(app);
  await expectSpoken(app);
  const takes = app.getByRole('list', { name: 'Takes' });
  await takes.getByRole('button', { name: /^More for/ }).click();
  await takes.getByRole('button', { name: 'Listen back' }).click();
  await expect(takes.getByText('0% of 3 words heard as written')).toBeVisible();
  await expect(takes.locator('mark')).toHaveText('Mad men sit(heard: mˈæd mˈɛn sˈɪt)');
  expect(await findViolations(app)).toEqual([]);
}

/** What Sotto says comes back from every format, behind a request that is given up, and in two tabs. */
async function expectFormats(app: Page, url: string): Promise<void> {
  const files: Buffer[] = [];
  const starts: number[][] = [];
  // Streams of MP3 and AAC do not say how late their encoder is, so all of their words are.
  const latest = { wav: 0, flac: 0.02, opus: 0.02, mp3: 0.1, aac: 0.15 };
  for (const [format, seconds] of Object.entries(latest)) {
    const request = { model: 'kokoro-82m', voice: 'af_heart', input: 'Mad men sit.' };
    const spoken = await speakInPage(app, { ...request, response_format: format });
    files.push(spoken.body);
    const { text, words } = await hearWords(app, spoken.body);
    expect([format, text]).toEqual([format, 'mˈæd mˈɛn sˈɪt.']);
    starts.push(words.map(({ start }) => start));
    const distances = starts.at(-1).map((start, index) => Math.abs(start - starts[0]![index]!));
    expect(Math.max(...distances), format).toBeLessThanOrEqual(seconds);
  }

  const minute = toSpeechFile(
    toSpeech(...Array.from({ length: 20 }, () => ['ðə mæn sæt.', 2] as const).flat()),
  );
  expect(await giveUpAfterFirstWords(app, minute)).toBe('AbortError');
  const other = await app.context().newPage();
  await openApp(other, url);
  const heard = await Promise.all([hearWords(app, files[0]!), hearWords(other, files[2]!)]);
  expect(heard.map(({ text }) => text)).toEqual(['mˈæd mˈɛn sˈɪt.', 'mˈæd mˈɛn sˈɪt.']);
}

interface HeardWords {
  readonly text: string;
  readonly words: readonly { readonly start: number }[];
}

async function hearWords(page: Page, file: Buffer): Promise<HeardWords> {
  const { status, body } = await transcribeInPage(page, file, {
    ...{ response_format: 'verbose_json', 'timestamp_granularities[]': 'word' },
  });
  expect(status, body).toBe(200);
  return JSON.parse(body) as HeardWords;
}

/** Asks for events, and aborts the request with the first of them; returns the name of what that throws. */
function giveUpAfterFirstWords(page: Page, file: Buffer): Promise<string> {
  return page.evaluate(async (base64) => {
    const controller = new AbortController();
    const form = new FormData();
    form.append(
      'file',
      new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], 'minute.wav'),
    );
    form.append('stream', 'true');
    const init = { method: 'POST', body: form, signal: controller.signal };
    const reader = (await fetch('/v1/audio/transcriptions', init)).body!.getReader();
    await reader.read();
    controller.abort();
    for (;;) {
      const { done } = await reader.read().catch((error: unknown) => ({ done: (error as Error).name }));
      if (done !== false) return String(done);
    }
  }, file.toString('base64'));
}

/** A sentence in noise, and one without. */
function toNoisySpeech(): Float32Array {
  const noisy = toSpeech('ðə mæn sæt ænd wɛnt ænd sæt.');
  let state = 1;
  const noise = noisy.map((sample) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (sample + (state >> 16) / 0x8000 - 0.5) / 2;
  });
  return joinSamples([noise, toSpeech(3, 'ʃiː sæŋ ə sɔŋ.', 0.5)]);
}

async function readValues(fields: Locator): Promise<readonly string[]> {
  return fields.evaluateAll((elements) => elements.map((element) => (element as HTMLTextAreaElement).value));
}

async function save(page: Page, format: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save as ${format}` }).click();
  return readFile(await (await download).path(), 'utf8');
}

/** Whether the browser would ask before the page is left. */
function isAskedToStay(page: Page): Promise<boolean> {
  return page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
}
