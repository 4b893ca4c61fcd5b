import type { Page } from '@playwright/test';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { toTokenIds } from '../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { speakInPage, toWavSamples } from './support/speech-fetch.ts';
import { findViolations, listOutside, loadKokoro, measureOverflow, writeText } from './support/studio.ts';
import { removeSaveDialog, saveTake } from './support/studio-save.ts';

/** What is heard in the saved sound of the page's text, as token ids. */
async function saveAndHear(page: Page): Promise<number[]> {
  return decodeTones(toWavSamples((await saveTake(page, { kind: 'wav' })).body));
}

test('words are corrected, a cast speaks, rhythm and tags change the sound, and what is not spoken is marked', async ({
  page,
  context,
  site,
}) => {
  await removeSaveDialog(page);
  await openApp(page, site.url);
  await loadKokoro(page);

  await test.step('each of a cast speaks with a voice of their own, without their name', async () => {
    await writeText(page, 'Ann: We dance.\nBob: Not hot.');
    const cast = page.getByRole('group', { name: 'Cast' });
    await cast.getByLabel('Voice of Ann').selectOption('bf_emma');
    await expect(page.locator('.cast-bar')).toHaveCount(2);
    const [ann, bob] = [await sentTokenIds('We dance.', 'en-gb'), await sentTokenIds('Not hot.', 'en-us')];
    expect(await saveAndHear(page)).toEqual(toAudibleIds([...ann, ...bob]));

    await page.getByRole('button', { name: 'Reading', exact: true }).click();
    await page.getByLabel('Lines that begin with a name').selectOption('off');
    await expect(cast).toBeHidden();
    const all = await sentTokenIds('Ann: We dance.\nBob: Not hot.', 'en-us');
    expect(await saveAndHear(page)).toEqual(toAudibleIds(all));
  });

  await test.step('on a phone, rhythm and tags change the sound, and what is not spoken is marked', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await writeText(page, 'One.\n\nTwo. [pause:1s]');
    await page.getByRole('switch', { name: /^Tags/ }).check();
    const short = toWavSamples((await saveTake(page, { kind: 'wav' })).body).length;
    await page.getByRole('slider', { name: 'Rhythm' }).press('ArrowLeft');
    await expect(page.getByText('Even: short pauses between paragraphs')).toBeVisible();
    const long = toWavSamples((await saveTake(page, { kind: 'wav' })).body).length;
    // Sentences that are segments of their own have another token or two at their ends.
    expect(long - short).toBeGreaterThanOrEqual(0.3 * 24_000);
    expect(long - short).toBeLessThanOrEqual(0.4 * 24_000);

    await writeText(page, 'Hello 안녕하세요. [pauze:1s]');
    // The cursor is behind the tag.
    await expect(page.locator('#unspoken')).toContainText('[pauze:1s]');
    await page.getByRole('button', { name: 'Show the next' }).click();
    await expect(page.locator('#unspoken')).toContainText('Korean');
    await page.getByRole('button', { name: 'Show the next' }).click();
    await expect(page.locator('#unspoken')).toContainText('[pauze:1s]');
    expect(await findViolations(page)).toEqual([]);
    expect(await listOutside(page)).toEqual([]);
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  await test.step('a word is corrected in the text, and all that is spoken says it so', async () => {
    const said = toAudibleIds(toTokenIds('bˈu'));
    await writeText(page, 'Sotto');
    const before = await saveAndHear(page);
    expect(before).toEqual(toAudibleIds(await sentTokenIds('Sotto', 'en-us')));

    await page.getByLabel('Text to speak').press('Alt+Enter');
    const popover = page.getByRole('dialog', { name: 'How “Sotto” is said' });
    await expect(popover.locator('.word__phonemes')).not.toBeEmpty();
    await popover.getByLabel('Say it as').fill('/b%u/');
    await expect(popover.getByText('Kokoro does not know: %')).toBeVisible();
    await popover.getByLabel('Say it as').fill('/bˈu/');
    await popover.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(popover.getByText(/^from your pronunciations/)).toBeVisible();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByLabel('Text to speak')).toBeFocused();
    await page.getByLabel('Text to speak').press('Alt+Enter');
    await expect(popover).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByLabel('Text to speak')).toBeFocused();
    await expect(popover).toHaveCount(0);

    expect(await saveAndHear(page)).toEqual(said);
    const request = { input: 'sotto', model: 'kokoro-82m', response_format: 'wav' };
    expect(decodeTones(toWavSamples((await speakInPage(page, request)).body))).toEqual(said);
    const own = { ...request, pronunciations: { sotto: '/bˈi/' } };
    const heard = decodeTones(toWavSamples((await speakInPage(page, own)).body));
    expect(heard).toEqual(toAudibleIds(toTokenIds('bˈi')));

    // Another tab has it, too, and its deletion comes back here.
    const other = await context.newPage();
    await openApp(other, site.url);
    await other.getByRole('tab', { name: 'Pronunciations' }).click();
    await expect(other.getByRole('button', { name: 'Edit Sotto' })).toBeVisible();
    expect(await findViolations(other)).toEqual([]);
    await other.getByRole('button', { name: 'Delete Sotto' }).click();
    await expect(other.getByText('“Sotto” was deleted.')).toBeVisible();
    expect(await saveAndHear(page)).toEqual(before);
    await other.getByRole('button', { name: 'Undo' }).click();
    await expect(other.getByRole('button', { name: 'Edit Sotto' })).toBeVisible();
    expect(await saveAndHear(page)).toEqual(said);
    await other.getByRole('button', { name: 'Delete Sotto' }).click();
    await expect(other.getByText('“Sotto” was deleted.')).toBeVisible();
    await other.close();
  });

  await test.step('pronunciations go to a file and come from one, and nothing is lost', async () => {
    await page.getByRole('tab', { name: 'Pronunciations' }).click();
    const input = page.locator('input[type=file][accept*=".pls"]');
    const choose = (name: string, text: string): Promise<void> =>
      input.setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
    await choose(
      'a.pls',
      '<lexicon><lexeme><grapheme>WCAG</grapheme><alias>W C A G</alias></lexeme></lexicon>',
    );
    await expect(page.getByText('New: 1. Changed: 0. Left out: 0.')).toBeVisible();
    await choose('b.json', '{"WCAG":"way cag","Sotto":"sot oh"}');
    await expect(page.getByText('New: 1. Changed: 1. Left out: 0.')).toBeVisible();
    await choose('bad.pls', '<!DOCTYPE lexicon><lexicon/>');
    await expect(page.getByText(/^bad\.pls has a document type/)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Your pronunciations' }).getByRole('listitem')).toHaveCount(
      2,
    );
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as PLS' }).click();
    expect((await download).suggestedFilename()).toBe('sotto-pronunciations.pls');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('W C A G')).toBeVisible();
  });
});
