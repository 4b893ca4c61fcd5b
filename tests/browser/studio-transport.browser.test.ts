import type { Page } from '@playwright/test';
import { expect, test } from './support/app-test.ts';

/** Speaks for long enough to be looked at. */
const text = 'The bar stays as it is while this is spoken. '.repeat(30);

const locales = ['en-US', 'es-ES', 'fr-FR', 'hi-IN', 'it-IT', 'ja-JP', 'pt-BR', 'zh-CN'];

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

for (const locale of locales) {
  test.describe(`the bar below the waveform, in ${locale}`, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } });

    test('has one row on a desktop and two at most on a phone', async ({ app }) => {
      for (const [width, rows] of [
        [1280, 1],
        [390, 2],
      ] as const) {
        await app.setViewportSize({ width, height: 900 });
        expect(await countRows(app)).toBeLessThanOrEqual(rows);
      }
      // The built-in voice does not speak each of these languages.
      await app.evaluate(() => fetch('/v1/engine/load', { method: 'POST' }));
      await app.locator('#text').fill(text);
      await app.keyboard.press('Control+Enter');
      await expect(app.locator('.tally--lit')).toBeVisible();
      for (const [width, rows] of [
        [390, 2],
        [1280, 1],
      ] as const) {
        await app.setViewportSize({ width, height: 900 });
        expect(await countRows(app)).toBeLessThanOrEqual(rows);
        expect(await listCut(app)).toEqual([]);
      }
    });
  });
}
