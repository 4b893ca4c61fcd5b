import type { Locator } from '@playwright/test';
import { expect, openApp, test } from './support/app-test.ts';
import { takes } from './support/library.ts';
import { expectSpoken, findViolations, listOutside, measureOverflow, writeText } from './support/studio.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a finger downloads, speaks, goes elsewhere, saves, finds the take and looks at the API', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, { showSaveFilePicker: undefined });
  });
  await openApp(page, site.url);
  const tap = async (target: Locator): Promise<void> => {
    await target.tap();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  };
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true });

  await tap(page.getByRole('button', { name: /^Download/ }).first());
  await expect(page.getByText('Kokoro is ready')).toBeVisible();
  await tap(page.getByRole('radio', { name: 'Bella, grade A-' }));
  await writeText(page, 'Spoken on a phone. And a second sentence, to go to.');
  await tap(button('Play'));
  await tap(button('Pause'));
  await tap(button('Next sentence'));
  await expect(page.locator('.editor__mark--sentence')).toHaveAttribute(
    'data-text',
    'And a second sentence, to go to.',
  );
  await tap(button('Resume'));
  await expectSpoken(page);

  await tap(button('Save…'));
  expect(await findViolations(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await tap(page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }));
  expect((await download).suggestedFilename()).toMatch(/^spoken-on-a-phone.*\.mp3$/);

  await tap(page.getByRole('tab', { name: 'Library' }));
  await expect(takes(page)).toHaveCount(1);
  await expect(takes(page)).toContainText('Bella');
  await tap(page.getByRole('tab', { name: 'API' }));
  await tap(button('Run'));
  await expect(page.getByText('made by kokoro')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await tap(page.getByRole('tab', { name: 'Models and device' }));
  await expect(page.getByText('Stored on this device')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);

  // At the lower edge it would be under the fixed bar.
  const bar = page.locator('.transport__bar');
  const toRoom = async (element: Locator): Promise<number> =>
    (await bar.boundingBox())!.y - (await element.evaluate((last) => last.getBoundingClientRect().bottom));
  const last = button('Export diagnostics');
  await last.evaluate((element) => scrollBy(0, element.getBoundingClientRect().bottom - innerHeight));
  await last.focus();
  expect(await toRoom(last)).toBeGreaterThanOrEqual(0);

  // With text of twice the size the bar is higher, and nothing is cut off or out of reach.
  await page.getByText('Mix voices').tap();
  await page.getByLabel('Add a voice to the mix').selectOption('af_nicole');
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
  expect(await listOutside(page)).toEqual([]);
  await expect
    .poll(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      return toRoom(page.getByRole('link', { name: 'Documentation' }));
    })
    .toBeGreaterThanOrEqual(0);
});
