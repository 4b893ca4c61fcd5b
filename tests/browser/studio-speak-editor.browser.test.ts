import { expect, visitedTest as test } from './support/app-test.ts';
import { expectSpoken, findViolations, play, writeText } from './support/studio.ts';

test('files are opened and dropped, and what they replaced can be had back', async ({ app }) => {
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

  const dropped = await app.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['Dropped in.\r\nSecond line.'], 'letter.txt', { type: 'text/plain' }));
    return data;
  });
  await editor.dispatchEvent('dragover', { dataTransfer: dropped });
  await editor.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(editor).toHaveValue('Dropped in.\nSecond line.');

  await input.setInputFiles({
    name: 'photo.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from([0x89, 0x50, 0, 0, 1]),
  });
  await expect(app.getByText('photo.txt is not a text file.')).toBeVisible();
  await expect(editor).toHaveValue('Dropped in.\nSecond line.');
});

test('a sample brings a voice of its language with it, and can be spoken', async ({ app }) => {
  await app.getByLabel('Sample text').selectOption('fr');
  await expect(app.getByLabel('Text to speak')).toHaveValue(/^Le boulanger/);
  await expect(app.getByText('Siwis', { exact: true }).first()).toBeVisible();
  await expect(app.getByLabel('Language', { exact: true })).toHaveValue('fr');
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(app.getByLabel('Text to speak')).toHaveValue(/^Sotto voce/);
});

test('the keyboard alone opens a sample, chooses a voice, plays, seeks and stops', async ({ app }) => {
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

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries({
    desktop: { width: 1280, height: 900 },
    phone: { width: 390, height: 844 },
  })) {
    test.describe(`${colorScheme}, on a ${device}`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('axe finds nothing, and nothing is wider than the page', async ({ app }) => {
        await app.getByText('Mix voices').click();
        expect(await findViolations(app)).toEqual([]);
        await play(app);
        expect(await findViolations(app)).toEqual([]);
        await expectSpoken(app);
        expect(await findViolations(app)).toEqual([]);
        await app.getByRole('button', { name: 'Save…' }).click();
        expect(await findViolations(app)).toEqual([]);
        await app.keyboard.press('Escape');
        await app.getByRole('button', { name: /^Keyboard shortcuts/ }).click();
        expect(await findViolations(app)).toEqual([]);
        await app.keyboard.press('Escape');
        const overflow = await app.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      });
    });
  }
}
