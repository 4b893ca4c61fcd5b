import type { Page } from '@playwright/test';
import { isFullRun } from '../fixtures/full-run.ts';
import { expect, visitedTest as test } from './support/app-test.ts';

/** Speaks for long enough to be looked at. */
const text = 'The bar stays as it is while this is spoken. '.repeat(60);

const languages = ['en-us', 'es', 'fr', 'hi', 'it', 'ja', 'pt-br', 'zh'];

/** Counts the rows in which the parts of the bar stand. */
function countRows(page: Page): Promise<number> {
  return page.locator('.transport__bar').evaluate((bar) => {
    const middles = [...bar.children]
      .map((part) => part.getBoundingClientRect())
      .filter(({ height }) => height > 0)
      .map(({ top, height }) => top + height / 2)
      .sort((one, other) => one - other);
    return middles.filter((middle, index) => index === 0 || middle - middles[index - 1]! > 12).length;
  });
}

/** Lists the words that do not fit where they stand. */
function listCut(page: Page): Promise<string[]> {
  return page
    .locator('.transport__bar *')
    .evaluateAll((all) =>
      all
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1)
        .map((part) => part.textContent),
    );
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the bar below the waveform has one row on a desktop and two at most on a phone, in each language', async ({
  app,
}) => {
  const expectRows = async (check?: () => Promise<void>): Promise<void> => {
    for (const language of languages) {
      await app.locator('.page-bar__language').selectOption(language);
      await expect(app.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`, 'i'));
      for (const [width, rows] of [
        [1280, 1],
        [390, 2],
      ] as const) {
        await app.setViewportSize({ width, height: 900 });
        expect(await countRows(app), language).toBeLessThanOrEqual(rows);
        await check?.();
      }
    }
  };
  if (isFullRun) await expectRows();
  // What the bar says of Kokoro is longer than what it says of the built-in voice, or before anything is played.
  await app.evaluate(() => fetch('/v1/engine/load', { method: 'POST' }));
  await app.locator('#text').fill(text);
  await app.keyboard.press('Control+Enter');
  await expectRows(async () => {
    await expect(app.locator('.tally--lit')).toBeVisible();
    expect(await listCut(app)).toEqual([]);
  });
});
