import { expect, visitedTest as test } from './support/app-test.ts';
import { findViolations, listOutside, measureOverflow, play, writeText } from './support/studio.ts';

const viewports = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

test.describe('from right to left, on a phone and on a desktop', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing is wider than the page, axe finds nothing, and time runs as ever', async ({ app }) => {
    await app.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const expectFit = async (): Promise<void> => {
      for (const viewport of viewports) {
        await app.setViewportSize(viewport);
        expect(await measureOverflow(app)).toBeLessThanOrEqual(0);
        // What sticks out at the beginning of a line cannot be scrolled to, and widens nothing.
        expect(await listOutside(app)).toEqual([]);
      }
      expect(await findViolations(app)).toEqual([]);
    };
    await app.getByText('Mix voices').click();
    await expectFit();
    const directions = await app.evaluate(() =>
      ['.workbench', '.engines', '.slider', '.transport__tape', '.transport__buttons', '.editor__text'].map(
        (selector) => getComputedStyle(document.querySelector(selector)!).direction,
      ),
    );
    expect(directions).toEqual(['rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr']);
    await play(app);
    await expectFit();
    await app.getByRole('button', { name: 'Stop', exact: true }).click();
    for (const name of ['API', 'Models and device', 'Library']) {
      await app.getByRole('tab', { name, exact: true }).click();
      await expect(app.getByRole('tabpanel', { name, exact: true })).not.toBeEmpty();
      await expectFit();
    }
    await app.getByRole('button', { name: 'Save…' }).click();
    await expectFit();
    await app.keyboard.press('Escape');

    await app.evaluate(() => {
      document.documentElement.dir = 'ltr';
    });
    await writeText(app, 'שלום לכולם. 1 2 3 4 5 6 7 8 9. זה הסוף.');
    await expect(app.getByLabel('Text to speak')).toHaveCSS('direction', 'rtl');
    await expect(app.locator('.editor__mirror')).toHaveCSS('direction', 'rtl');
  });
});
