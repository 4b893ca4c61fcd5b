import { isFullRun } from '../fixtures/full-run.ts';
import { expect, visitedTest as test } from './support/app-test.ts';
import { expectSpoken, findViolations, hurry, measureOverflow, play, writeText } from './support/studio.ts';

test('a text comes from a sample, a file or the hand, and is spoken by the keyboard alone', async ({
  app,
}) => {
  await test.step('a sample brings a voice of its language with it, and can be had back', async () => {
    await app.getByLabel('Sample text').selectOption('fr');
    await expect(app.getByLabel('Text to speak')).toHaveValue(/^Le boulanger/);
    await expect(app.getByText('Siwis', { exact: true }).first()).toBeVisible();
    await expect(app.getByLabel('Language', { exact: true })).toHaveValue('fr');
    await app.getByRole('button', { name: 'Undo' }).click();
    await expect(app.getByLabel('Text to speak')).toHaveValue(/^Sotto voce/);
    await app.getByLabel('Language', { exact: true }).selectOption('en-us');
    await app.getByRole('radio', { name: /^Heart/ }).click();
  });

  await test.step('files are opened and dropped, and what they replaced can be had back', async () => {
    const editor = app.getByLabel('Text to speak');
    await writeText(app, 'What I wrote.');
    const input = app.locator('input[type=file][accept*=".md"]');
    await input.setInputFiles({
      name: 'notes.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('# Notes\n\n- **Milk** and [bread](https://example.org)\n'),
    });
    await expect(editor).toHaveValue('Notes\n\nMilk and bread');
    await app.getByRole('button', { name: 'Undo' }).click();
    await expect(editor).toHaveValue('What I wrote.');

    // The button may be gone, so the text has the focus, and the keys for undo mix no texts.
    await expect(editor).toBeFocused();
    await app.keyboard.press('End');
    await app.keyboard.type(' And more.');
    await app.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(editor).toBeFocused();
    await app.keyboard.type('New.');
    // A browser may take what was typed back in one step or in several.
    await expect(async () => {
      await app.keyboard.press('ControlOrMeta+z');
      expect(await editor.inputValue()).toBe('');
    }).toPass();
    await app.keyboard.press('ControlOrMeta+z');
    await expect(editor).toHaveValue('What I wrote. And more.');
    await expect(editor).toBeFocused();

    const dropped = await app.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['Dropped in.\r\nSecond line.'], 'letter.txt', { type: 'text/plain' }));
      return data;
    });
    // Anywhere on the page.
    const foot = app.getByRole('contentinfo');
    await foot.dispatchEvent('dragover', { dataTransfer: dropped });
    await foot.dispatchEvent('drop', { dataTransfer: dropped });
    await expect(editor).toHaveValue('Dropped in.\nSecond line.');

    await input.setInputFiles({
      name: 'photo.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from([0x89, 0x50, 0, 0, 1]),
    });
    await expect(app.getByText('photo.txt is not a text file.')).toBeVisible();
    await expect(editor).toHaveValue('Dropped in.\nSecond line.');
  });

  await test.step('the keyboard alone opens a sample, chooses a voice, plays, seeks and stops', async () => {
    await writeText(app, 'One sentence for the keyboard. And a second one, to be sure.');
    const focused = app.locator(':focus');
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        await app.keyboard.press('Tab');
        const label = await focused.evaluate(
          (element) => element.getAttribute('aria-label') ?? element.textContent,
        );
        if (name.test(label)) return;
      }
      throw new Error(`Nothing called ${name} was reached`);
    };
    await app.getByLabel('Text to speak').focus();
    await tabTo(/^Position/);
    await tabTo(/^Play$/);
    await app.keyboard.press('Enter');
    await expect(app.getByRole('button', { name: 'Pause' })).toBeFocused();
    await app.keyboard.press('Enter');
    await expect(app.getByRole('button', { name: 'Resume' })).toBeFocused();
    await app.keyboard.press('Enter');
    await tabTo(/^Stop$/);
    await app.keyboard.press('Enter');
    await expect(app.getByText('Stopped')).toBeVisible();
    await tabTo(/^Heart, grade A$/);
    await app.keyboard.press('ArrowUp');
    await expect(app.getByRole('radio', { name: 'Bella, grade A-' })).toBeChecked();
    await tabTo(/^Hear Bella$/);
    await tabTo(/^Bella is a favorite$/);
    await app.keyboard.press('Space');
    await expect(focused).toHaveAttribute('aria-pressed', 'true');
  });
});

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

/** Colors and widths are independent of each other, so two looks show all that is usual; axe takes a second for each. */
const looks = [
  { colorScheme: 'light', viewport: desktop },
  { colorScheme: 'dark', viewport: phone },
  ...(isFullRun
    ? ([
        { colorScheme: 'light', viewport: phone },
        { colorScheme: 'dark', viewport: desktop },
      ] as const)
    : []),
] as const;

test.describe('light and dark, on a desktop and on a phone', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('axe finds nothing, and nothing is wider than the page', async ({ app }) => {
    const expectNothing = async (prepare?: () => Promise<void>): Promise<void> => {
      for (const { colorScheme, viewport } of looks) {
        await prepare?.();
        await app.setViewportSize(viewport);
        await app.emulateMedia({ colorScheme });
        expect(await findViolations(app)).toEqual([]);
        expect(await measureOverflow(app)).toBeLessThanOrEqual(0);
      }
    };
    await hurry(app);
    await app.getByText('Mix voices').click();
    await expectNothing();
    await expectNothing(async () => {
      if (!(await app.getByRole('button', { name: 'Pause' }).isVisible())) await play(app);
    });
    await expectSpoken(app);
    await expectNothing();
    await app.getByRole('button', { name: 'Save…' }).click();
    await expectNothing();
    await app.keyboard.press('Escape');
    await app.getByRole('button', { name: /^Keyboard shortcuts/ }).click();
    await expectNothing();
  });
});
