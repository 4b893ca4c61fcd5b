import type { Page } from '@playwright/test';
import { expect, visitedTest as test } from './support/app-test.ts';
import { expectSpoken, findViolations, play, writeText } from './support/studio.ts';

const text = 'The first costs $5. The second costs $7 & more. The third has the last word.';

async function select(page: Page, start: number, end: number): Promise<void> {
  const editor = page.getByLabel('Text to speak');
  await editor.focus();
  await editor.evaluate((area: HTMLTextAreaElement, range) => area.setSelectionRange(...range), [
    start,
    end,
  ] as const);
}

/** Notes every mark from now on. */
async function watchMarks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const marked: string[] = [];
    Object.assign(globalThis, { marked });
    new MutationObserver(() => {
      for (const mark of document.querySelectorAll('.editor__mark--sentence, .editor__mark--word')) {
        const kind = mark.matches('.editor__mark--word') ? 'word' : 'sentence';
        marked.push(`${kind} ${mark.getAttribute('data-text') ?? ''}`);
      }
    }).observe(document.querySelector('.editor__marks')!, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  });
}

/** Waits for the mark of a sentence, which on a slow machine may be gone before anybody looks. */
async function untilMarked(page: Page, sentence: string): Promise<void> {
  await page.waitForFunction(
    (mark) => (globalThis as unknown as { readonly marked: readonly string[] }).marked.includes(mark),
    `sentence ${sentence}`,
  );
}

/** Waits until the take has been heard, and lists what was marked meanwhile. */
async function listMarks(page: Page, kind: 'sentence' | 'word'): Promise<string[]> {
  await expectSpoken(page);
  const marked = await page.evaluate(
    () => (globalThis as unknown as { readonly marked: readonly string[] }).marked,
  );
  const ofKind = marked.filter((mark) => mark.startsWith(kind));
  return [...new Set(ofKind)].map((mark) => mark.slice(kind.length + 1));
}

test('parts of a text are played, and their marks keep their places', async ({ app }) => {
  await test.step('Play from here begins with the sentence at the cursor, and marks it where it stands', async () => {
    await writeText(app, text);
    await play(app);
    await app.getByRole('button', { name: 'Pause' }).click();
    await writeText(app, `${text} More.`);
    await expect(app.getByText('The text has changed since')).toBeVisible();
    await app.getByRole('button', { name: 'Play the new text' }).click();
    await expect(app.getByText('The text has changed since')).toHaveCount(0);
    await expect(app.locator('.transport__buttons :focus')).toHaveText(/Play|Pause/);
    await app.getByRole('button', { name: 'Stop', exact: true }).click();

    await writeText(app, text);
    await expect(app.getByRole('button', { name: 'Play selection' })).toHaveCount(0);
    await select(app, 30, 30);
    await watchMarks(app);
    await app.getByRole('button', { name: 'Play from here' }).click();
    expect(await listMarks(app, 'sentence')).toEqual([
      'The second costs $7 & more.',
      'The third has the last word.',
    ]);
    const words = await listMarks(app, 'word');
    expect(words.length).toBeGreaterThan(3);
    for (const word of words) expect(text.slice(20).split(/[ .]/u)).toContain(word);
  });

  await test.step('a selection is played by button and by keys, and its marks keep their places', async () => {
    const [start, end] = [text.indexOf('second'), text.indexOf(' & more')];
    await select(app, start, end);
    expect(await findViolations(app)).toEqual([]);
    await watchMarks(app);
    await app.getByRole('button', { name: 'Play selection' }).click();
    expect(await listMarks(app, 'sentence')).toEqual(['second costs $7']);
    expect(await listMarks(app, 'word')).toContain('$7');

    await watchMarks(app);
    await select(app, start, end);
    await app.keyboard.press('Control+Shift+Enter');
    await untilMarked(app, 'second costs $7');
    expect(await listMarks(app, 'sentence')).toEqual(['second costs $7']);

    await watchMarks(app);
    await select(app, text.length, text.length);
    await app.keyboard.press('Control+Shift+Enter');
    await untilMarked(app, 'The third has the last word.');
  });

  await test.step('the list of keys names the one for a part', async () => {
    await app.getByRole('button', { name: /^Keyboard shortcuts/ }).click();
    await expect(app.getByText('Play the selection, or from the cursor on')).toBeVisible();
  });
});
