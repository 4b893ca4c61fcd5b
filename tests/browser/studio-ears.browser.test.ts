import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, getEars, test, toSpeech, toSpeechFile } from './support/ears-site.ts';
import { findViolations, listOutside, measureOverflow, writeText } from './support/studio.ts';

const recording = toSpeechFile(toSpeech(0.5, 'ðə mæn sæt.', 2, 'ʃiː sæŋ ə sɔŋ! ænd wɛnt.', 0.5));

test('a recording that is dropped becomes subtitles that can be corrected, played, saved and spoken', async ({
  app,
}) => {
  await dropFile(app, { name: 'A talk.wav', type: 'audio/wav', bytes: recording });
  await expect(app.getByRole('tab', { name: 'Subtitles' })).toHaveAttribute('aria-selected', 'true');
  await getEars(app);
  const lines = app.getByRole('list', { name: 'What was said' }).getByRole('textbox');
  await expect(lines).toHaveCount(3);
  expect(await readValues(lines)).toEqual(['ðə mæn sæt.', 'ʃiː sæŋ ə sɔŋ!', 'ænd wɛnt.']);
  await expect(app.getByText('3 lines, 0:05 heard')).toBeVisible();

  await app.getByRole('button', { name: 'Play from 0:03' }).click();
  const player = app.getByLabel('A talk.wav');
  await expect
    .poll(() => player.evaluate((element) => (element as HTMLMediaElement).currentTime))
    .toBeGreaterThan(3);
  await expect(app.getByRole('listitem').filter({ has: lines.nth(1) })).toHaveAttribute(
    'aria-current',
    'true',
  );

  await lines.first().fill('The man sat.');
  expect(await save(app, 'SRT')).toBe(
    '1\n00:00:00,500 --> 00:00:01,050\nThe man sat.\n\n' +
      '2\n00:00:03,050 --> 00:00:03,750\nʃiː sæŋ ə sɔŋ!\n\n3\n00:00:03,800 --> 00:00:04,250\nænd wɛnt.\n',
  );
  expect(await save(app, 'VTT')).toContain('WEBVTT\n\n00:00:00.500 -->');
  expect(await save(app, 'TXT')).toBe('The man sat. ʃiː sæŋ ə sɔŋ! ænd wɛnt.\n');
  expect(JSON.parse(await save(app, 'JSON'))).toMatchObject({
    language: 'en',
    segments: [{ text: 'The man sat.' }, {}, {}],
  });
  await app.getByRole('button', { name: 'Speak this text' }).click();
  await expect(app.getByLabel('Text to speak')).toHaveValue('The man sat. ʃiː sæŋ ə sɔŋ! ænd wɛnt.');

  await app.screenshot({ path: '/tmp/ears2-shots/subtitles.png', fullPage: true });
  expect(await findViolations(app)).toEqual([]);
  await app.setViewportSize({ width: 360, height: 800 });
  expect(await measureOverflow(app)).toBeLessThanOrEqual(0);
  expect(await listOutside(app)).toEqual([]);
  await app.emulateMedia({ colorScheme: 'dark' });
  await app.screenshot({ path: '/tmp/ears2-shots/subtitles-phone.png', fullPage: true });
});

async function readValues(fields: Locator): Promise<readonly string[]> {
  return fields.evaluateAll((elements) => elements.map((element) => (element as HTMLTextAreaElement).value));
}

async function save(page: Page, format: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save as ${format}` }).click();
  return readFile(await (await download).path(), 'utf8');
}

interface DroppedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Drops a file on the page's heading, far from any field. */
async function dropFile(page: Page, { name, type, bytes }: DroppedFile): Promise<void> {
  await page.evaluate(
    ({ base64, fileName, fileType }) => {
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], fileName, { type: fileType }));
      for (const event of ['dragover', 'drop']) {
        document
          .querySelector('h1')
          ?.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    { base64: bytes.toString('base64'), fileName: name, fileType: type },
  );
}
void writeText;
