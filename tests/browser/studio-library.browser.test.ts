import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { exportAll, takes, toDescription } from './support/library.ts';
import {
  countRuns,
  expectSpoken,
  findViolations,
  hurry,
  loadKokoro,
  play,
  writeText,
} from './support/studio.ts';

const text = 'The tide went out at noon. Nobody on the shore had seen the boat.';

test('a take is kept with its words over a reload, is heard again without being made again, and leaves as sound, settings and subtitles', async ({
  app,
  site,
}) => {
  await expect(app.getByText('No takes yet.')).toBeVisible();
  expect(await findViolations(app)).toEqual([]);
  await loadKokoro(app);
  await writeText(app, text);
  await hurry(app);
  await play(app);
  await expectSpoken(app);
  await app.getByLabel('Playback rate').selectOption('1 ×');
  await expect(takes(app)).toHaveCount(1);
  await openApp(app, site.url);
  await expect(takes(app)).toHaveCount(1);
  await expect(takes(app)).toContainText('Kokoro 82M');
  await expect(takes(app)).not.toContainText('Unfinished');

  const files = await exportAll(app);
  const stem = 'the-tide-went-out-at-noon-nobody-on';
  expect(Object.keys(files)).toEqual([`${stem}.wav`, `${stem}.json`, `${stem}.srt`]);
  const { durationSeconds, words, ...rest } = toDescription(files, stem);
  expect(rest).toMatchObject({ isComplete: true, text, settings: { voice: 'af_heart', speed: 1 } });
  expect(words).toHaveLength(14);
  expect(files[`${stem}.wav`]?.length).toBe(44 + Math.round(durationSeconds * 24_000) * 2);
  expect(Buffer.from(files[`${stem}.srt`]!).toString()).toContain('The tide went out at noon.');

  await takes(app).getByRole('button', { name: /^Play/ }).click();
  await expect(app.locator('.editor__mark--sentence')).toHaveAttribute(
    'data-text',
    'Nobody on the shore had seen the boat.',
  );
  await expectSpoken(app);
  await expect(takes(app)).toHaveCount(1);
  expect(await countRuns(app)).toBe(0);

  // At home on a phone in the dark, too.
  await app.setViewportSize({ width: 390, height: 844 });
  await app.emulateMedia({ colorScheme: 'dark' });
  await takes(app).getByRole('button', { name: /^More/ }).click();
  expect(await findViolations(app)).toEqual([]);
  expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('takes are found, renamed, reopened, pinned and deleted with the keyboard alone', async ({ app }) => {
  await hurry(app);
  for (const [index, spoken] of ['Apples and pears.', 'Bread and butter.'].entries()) {
    await writeText(app, spoken);
    // Each is over so soon that a busy machine may not show that it plays.
    await app.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(takes(app)).toHaveCount(index + 1);
    await expectSpoken(app);
  }
  await writeText(app, 'Something else.');
  await expect(takes(app)).toHaveCount(2);
  const search = app.getByRole('searchbox', { name: 'Find takes' });
  await search.focus();
  await app.keyboard.type('PEARS');
  await expect(takes(app)).toHaveCount(1);
  expect(await findViolations(app)).toEqual([]);
  await search.fill('no such words');
  await expect(app.getByText('No take has these words.')).toBeVisible();
  await search.fill('pears');

  const more = app.getByRole('button', { name: 'More for Apples and pears.' });
  await more.focus();
  await app.keyboard.press('Enter');
  await app.keyboard.press('Tab');
  await expect(app.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await app.keyboard.press('ControlOrMeta+a');
  await app.keyboard.type('Fruit');
  await app.keyboard.press('Enter');
  await expect(takes(app)).toContainText('Fruit');
  await app.getByRole('button', { name: 'Pin', exact: true }).press('Enter');
  await expect(takes(app)).toContainText('Pinned.');
  await app.getByRole('button', { name: 'Open in the editor' }).press('Enter');
  await expect(app.getByLabel('Text to speak')).toHaveValue('Apples and pears.');
  await expect(app.getByLabel('Text to speak')).toBeFocused();

  await app.getByRole('button', { name: 'Delete', exact: true }).press('Enter');
  await expect(app.getByRole('button', { name: 'Keep it' })).toBeFocused();
  expect(await findViolations(app)).toEqual([]);
  await app.keyboard.press('Shift+Tab');
  await app.keyboard.press('Enter');
  await expect(app.getByText('No take has these words.')).toBeVisible();
  await search.fill('');
  await expect(takes(app)).toHaveCount(1);
  await expect(takes(app)).toContainText('Bread and butter.');
});
