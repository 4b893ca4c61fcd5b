import type { Page } from '@playwright/test';
import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { expectSpoken, hurry, play, writeText } from './support/studio.ts';

const text = 'The screen stays on. It does so until the last word was heard. '.repeat(2);

/** Notes the locks that the page gets; they are the browser's own. */
async function watchLocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const locks: WakeLockSentinel[] = [];
    Object.assign(globalThis, { locks });
    const request = navigator.wakeLock.request.bind(navigator.wakeLock);
    navigator.wakeLock.request = async (type) => {
      const lock = await request(type);
      locks.push(lock);
      return lock;
    };
  });
}

/** Tells of each lock so far whether it is held. */
function listHeld(page: Page): Promise<boolean[]> {
  return page.evaluate(() => {
    const { locks } = globalThis as unknown as { readonly locks: readonly WakeLockSentinel[] };
    return locks.map(({ released }) => !released);
  });
}

test('the screen stays on while a text is spoken or saved, also after the page was hidden, and not longer', async ({
  page,
  site,
}) => {
  await page.addInitScript(() => Object.assign(globalThis, { showSaveFilePicker: undefined }));
  // A browser without windows gives none unasked.
  await page.context().grantPermissions(['screen-wake-lock']);
  await watchLocks(page);
  await openApp(page, site.url);
  await writeText(page, text);
  expect(await listHeld(page)).toEqual([]);
  await play(page);
  await expect.poll(() => listHeld(page)).toEqual([true]);

  // A browser does the same with the lock of a page that is hidden, and then tells that it is shown.
  await page.evaluate(async () => {
    const { locks } = globalThis as unknown as { readonly locks: readonly WakeLockSentinel[] };
    await locks[0]?.release();
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => listHeld(page)).toEqual([false, true]);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => listHeld(page)).toEqual([false, false]);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => listHeld(page)).toEqual([false, false, true]);
  await hurry(page);
  await expectSpoken(page);
  await expect.poll(() => listHeld(page)).toEqual([false, false, false]);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(await listHeld(page)).toEqual([false, false, false]);

  await page.getByRole('button', { name: 'Save…' }).click();
  await page
    .getByRole('dialog', { name: 'Save and share' })
    .getByRole('button', { name: 'Save', exact: true })
    .click();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expect.poll(() => listHeld(page)).toEqual([false, false, false, false]);

  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  for (const [kind, refuse] of [
    [
      'refuses',
      () => {
        navigator.wakeLock.request = () => Promise.reject(new DOMException('No.', 'NotAllowedError'));
      },
    ],
    ['lacks', () => Reflect.deleteProperty(Navigator.prototype, 'wakeLock')],
  ] as const) {
    await test.step(`a text is spoken where the browser ${kind} the lock`, async () => {
      await page.addInitScript(refuse);
      await openApp(page, site.url);
      await writeText(page, `Spoken where the browser ${kind} it.`);
      await play(page);
      await expectSpoken(page);
    });
  }
  expect(errors).toEqual([]);
});
