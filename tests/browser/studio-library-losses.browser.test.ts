import type { Page } from '@playwright/test';
import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { exportAll, takes, toDescription } from './support/library.ts';
import { expectSpoken, hurry, findViolations, play, writeText } from './support/studio.ts';

/** Long enough to be cut off in the middle: the first segments are made ahead, and the rest is not. */
const text = Array.from(
  { length: 24 },
  (_, index) => `This is sentence number ${index + 1} of a text that goes on for a while.`,
).join(' ');
const stem = 'this-is-sentence-number-1-of-a-text';

/** Speaks until the second segment is kept. */
async function speakSome(page: Page): Promise<void> {
  await writeText(page, text);
  await play(page);
  await expect(takes(page)).toContainText('Being spoken');
}

/** Finds the take marked unfinished, and resumes it to its end. */
async function expectResumable(page: Page): Promise<void> {
  await expect(takes(page)).toHaveCount(1);
  await expect(takes(page)).toContainText('Unfinished');
  const before = toDescription(await exportAll(page), stem);
  expect(before).toMatchObject({ isComplete: false, text });
  expect(before.durationSeconds).toBeGreaterThan(1);
  await takes(page)
    .getByRole('button', { name: /^Resume/ })
    .click();
  // The end, so that the test need not listen to all of it.
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(takes(page)).toContainText('Being spoken');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(takes(page)).toContainText('Unfinished');
  const after = toDescription(await exportAll(page), stem);
  expect(after.durationSeconds).toBeGreaterThan(before.durationSeconds);
}

test('a crash in the middle of a take loses nothing that was made', async ({ app, site, context }) => {
  await speakSome(app);
  const crashed = app.waitForEvent('crash');
  app.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await openApp(next, site.url);
  await expectResumable(next);
  expect(await findViolations(next)).toEqual([]);
});

test('a second tab sees the take as it grows, takes it over when the first is closed, and speaks one to its end', async ({
  app,
  site,
  context,
}) => {
  await speakSome(app);
  const second = await context.newPage();
  await openApp(second, site.url);
  await expect(takes(second)).toContainText('Being spoken');
  await app.close();
  await expectResumable(second);

  const short = 'One sentence to begin with, and it is not short. Then the end.';
  await writeText(second, `${short} ${short} ${short}`);
  await play(second);
  await second.getByRole('button', { name: 'Stop', exact: true }).click();
  const newest = takes(second).first();
  await expect(newest).toContainText('One sentence');
  await expect(newest).toContainText('Unfinished');
  await openApp(second, site.url);
  await hurry(second);
  await newest.getByRole('button', { name: /^Resume/ }).click();
  await expectSpoken(second);
  await expect(takes(second)).toHaveCount(2);
  await expect(newest).not.toContainText('Unfinished');
  expect(Object.keys(await exportAll(second)).join(' ')).toContain('one-sentence-to-begin');
});
