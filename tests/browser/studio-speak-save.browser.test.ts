import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { toWavSamples } from './support/speech-fetch.ts';
import { removeSaveDialog, saveTake } from './support/studio-save.ts';
import { countRuns, loadKokoro, play, writeText } from './support/studio.ts';

const text = 'This is going to be a file. It has two sentences & no more.';

test('a text is saved where the system asks, in every format, from what was made once, and sent by link', async ({
  context,
  page,
  site,
}) => {
  await test.step('the dialog of the system says where, and who closes it saves nothing', async () => {
    await page.addInitScript(() => {
      const written: string[] = [];
      const answers = ['AbortError', 'chosen.wav'];
      Object.assign(globalThis, {
        written,
        showSaveFilePicker: () => {
          const name = answers.shift()!;
          if (name === 'AbortError') return Promise.reject(new DOMException('No', name));
          const write = async (blob: Blob): Promise<void> => {
            written.push(`${blob.type} ${await blob.slice(0, 4).text()}`);
          };
          return Promise.resolve({
            name,
            createWritable: () => Promise.resolve({ write, close: () => undefined }),
          });
        },
      });
    });
    await openApp(page, site.url);
    await writeText(page, 'Short.');
    const saveWav = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Save…' }).click();
      await page.getByLabel('Kind of file').selectOption('wav');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    };
    await saveWav();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByText('Ready', { exact: true })).toBeVisible();
    await saveWav();
    await expect(page.getByText('Saved chosen.wav')).toBeVisible();
    const written = await page.evaluate(() => (globalThis as unknown as { written: string[] }).written);
    expect(written).toEqual(['audio/wav RIFF']);
  });

  await removeSaveDialog(page);
  await openApp(page, site.url);
  await loadKokoro(page);

  await test.step('every format is saved under its name', async () => {
    await writeText(page, text);
    const wav = await saveTake(page, { kind: 'wav' });
    expect(wav.name).toBe('this-is-going-to-be-a.wav');
    expect(decodeTones(toWavSamples(wav.body))).toEqual(toAudibleIds(await sentTokenIds(text, 'en-us')));
    await expect(page.getByText('Saved this-is-going-to-be-a.wav')).toBeVisible();

    const mp3 = await saveTake(page, { kind: 'mp3', bitRate: '32 kbit/s', name: 'quiet' });
    const better = await saveTake(page, { kind: 'mp3', bitRate: '160 kbit/s' });
    expect(mp3.name).toBe('quiet.mp3');
    expect(better.body.length).toBeGreaterThan(4 * mp3.body.length);
    for (const [kind, beginning] of [
      ['opus', 'OggS'],
      ['flac', 'fLaC'],
    ] as const) {
      const { body, name } = await saveTake(page, { kind });
      expect(body.toString('latin1', 0, 4)).toBe(beginning);
      expect(name).toBe(`this-is-going-to-be-a.${kind}`);
    }
    const aac = await saveTake(page, { kind: 'aac' });
    expect(aac.body.readUInt16BE(0) & 0xfff6).toBe(0xfff0);
    const pcm = await saveTake(page, { kind: 'pcm' });
    expect(pcm.body.equals(wav.body.subarray(44))).toBe(true);

    await page.reload();
    await page.getByRole('button', { name: 'Save…' }).click();
    await expect(page.getByLabel('Kind of file')).toHaveValue('pcm');
    await page.keyboard.press('Escape');
  });

  await test.step('what is spoken and then saved is made once, subtitles included', async () => {
    await writeText(page, text.replace('a file', 'heard'));
    await play(page);
    await saveTake(page, { kind: 'wav' });
    const runs = await countRuns(page);
    const srt = await saveTake(page, { kind: 'srt' });
    const vtt = await saveTake(page, { kind: 'vtt' });
    expect(await countRuns(page)).toBe(runs);
    expect(srt.body.toString()).toMatch(
      /^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\nThis is going to be heard\.\n\n2\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\nIt has two sentences & no more\.\n$/,
    );
    expect(vtt.body.toString()).toContain('It has two sentences &amp; no more.');
  });

  await test.step('a link brings text and settings to another page, which offers them and plays nothing', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await writeText(page, 'Un texte à partager.');
    await page.getByLabel('Language', { exact: true }).selectOption('fr');
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.keyboard.press('Escape');
    await writeText(page, 'What I was writing.');
    await page.reload();

    const requests: string[] = [];
    const other = await context.newPage();
    other.on('request', (request) => requests.push(request.url()));
    await other.goto(link);
    await expect(other.getByText('A text was sent to this page')).toBeVisible();
    await expect(other.getByText('“Un texte à partager.”')).toBeVisible();
    await expect(other.getByLabel('Text to speak')).toHaveValue('What I was writing.');
    await expect(other.getByText('Ready', { exact: true })).toBeVisible();
    await other.getByRole('button', { name: 'Open it' }).click();
    await expect(other.getByLabel('Text to speak')).toHaveValue('Un texte à partager.');
    await expect(other.getByText('Siwis', { exact: true }).first()).toBeVisible();
    expect(new URL(other.url()).hash).toBe('');
    expect(requests.filter((url) => url.includes('partager') || url.includes('sotto1'))).toEqual([]);
    expect(requests.filter((url) => new URL(url).pathname.includes('/v1/audio'))).toEqual([]);

    await other.evaluate(() => {
      location.hash = '#sotto1-zAAAA';
    });
    await expect(other.getByText('A text was sent to this page')).toBeHidden();
  });
});
