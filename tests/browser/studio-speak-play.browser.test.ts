import type { JSHandle, Locator, Page } from '@playwright/test';
import { expect, openApp, test, visitedTest } from './support/app-test.ts';
import { countRuns, expectSpoken, hurry, loadKokoro, play, writeText } from './support/studio.ts';

const toScrolled = (sheet: Locator): Promise<number> => sheet.evaluate(({ scrollTop }) => scrollTop);

const text =
  'The first sentence is short. The second one is a little longer than that. The third has the last word of them all.';

/** Notes each text that is marked from now on, once, in the order in which they come. */
function watchMarks(page: Page): Promise<JSHandle<Record<'sentence' | 'word', string[]>>> {
  return page.evaluateHandle(() => {
    const seen: Record<'sentence' | 'word', string[]> = { sentence: [], word: [] };
    const note = (): void => {
      for (const kind of ['sentence', 'word'] as const)
        for (const mark of document.querySelectorAll(`.editor__mark--${kind}`)) {
          const marked = mark.getAttribute('data-text');
          if (marked !== null && !seen[kind].includes(marked)) seen[kind].push(marked);
        }
    };
    new MutationObserver(note).observe(document.body, { attributes: true, childList: true, subtree: true });
    return seen;
  });
}

/** Keeps what the page does at each media key, so that `pressMediaKey` can do it as the system would. */
async function holdMediaKeys(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const handlers: Record<string, MediaSessionActionHandler | null> = {};
    Object.assign(globalThis, { mediaKeys: handlers });
    navigator.mediaSession.setActionHandler = (action, handler) => {
      handlers[action] = handler;
    };
  });
}

function pressMediaKey(page: Page, action: MediaSessionAction): Promise<void> {
  return page.evaluate((name) => {
    const { mediaKeys } = globalThis as unknown as Record<
      'mediaKeys',
      Record<string, (details: object) => void>
    >;
    mediaKeys[name]!({ action: name });
  }, action);
}

/** What the system shows of the page: state, title and artist. */
function readShown(page: Page): Promise<(string | undefined)[]> {
  return page.evaluate(() => [
    navigator.mediaSession.playbackState,
    navigator.mediaSession.metadata?.title,
    navigator.mediaSession.metadata?.artist,
  ]);
}

visitedTest(
  'a take is marked, goes elsewhere, obeys clicks and keys, and is made once',
  async ({ page: app, site }) => {
    const expectMarked = (sentence: string): Promise<void> =>
      expect(app.locator('.editor__mark--sentence')).toHaveAttribute('data-text', sentence);
    const position = app.getByRole('slider', { name: 'Position' });
    await holdMediaKeys(app);
    await openApp(app, site.url);

    await visitedTest.step('the built-in voice is marked by sentence and by word', async () => {
      await writeText(app, text);
      const seen = await watchMarks(app);
      await play(app);
      // Where the system has chosen all colours, fills under text would hide it: lines mark it.
      await app.emulateMedia({ forcedColors: 'active' });
      await expect(app.locator('.editor__mark--sentence .editor__mark-line').first()).toHaveCSS(
        'border-bottom-style',
        'solid',
      );
      const toFill = (radio: Locator): Promise<string> =>
        radio.evaluate((element) => getComputedStyle(element.closest('.voice') ?? element).backgroundColor);
      const [chosen, other] = [
        app.getByRole('radio', { name: /^Heart/ }),
        app.getByRole('radio', { name: /^Nova/ }),
      ];
      expect(await toFill(chosen)).not.toBe(await toFill(other));
      await app.emulateMedia({ forcedColors: null });
      await expectSpoken(app);
      const { sentence, word } = await seen.jsonValue();
      expect(sentence.join(' ')).toBe(text);
      expect(word.length).toBeGreaterThan(3);
      for (const marked of word) expect(text.match(/[a-z]+/giu)).toContain(marked);
    });

    await visitedTest.step(
      'a paused take goes elsewhere without a sound, and nothing is made twice',
      async () => {
        await loadKokoro(app);
        await play(app);
        await app.getByRole('button', { name: 'Pause' }).click();
        await position.press('Home');
        await app.getByRole('button', { name: 'Next sentence' }).click();
        await expectMarked('The second one is a little longer than that.');
        await app.getByRole('button', { name: 'Next sentence' }).click();
        await expectMarked('The third has the last word of them all.');
        await expect(app.getByText(/^Paused/)).toBeVisible();
        await app.getByRole('button', { name: 'Previous sentence' }).click();
        await expectMarked('The second one is a little longer than that.');
        // What is heard is kept in view, until somebody looks elsewhere.
        const sheet = app.locator('.editor__scroller');
        await sheet.evaluate(
          ({ style }: HTMLElement) => (style.cssText = 'width: 12rem; min-height: 0; max-height: 5rem'),
        );
        await position.press('Home');
        await expect.poll(() => toScrolled(sheet)).toBeLessThan(30);
        await app.getByRole('button', { name: 'Next sentence' }).click();
        await expect.poll(() => toScrolled(sheet)).toBeGreaterThan(30);
        await sheet.evaluate((element) => (element.scrollTop = 0));
        await app.getByRole('button', { name: 'Next sentence' }).click();
        await expectMarked('The third has the last word of them all.');
        expect(await toScrolled(sheet)).toBe(0);
        await app.getByRole('button', { name: 'Previous sentence' }).click();
        await expect.poll(() => toScrolled(sheet)).toBeGreaterThan(0);
        await sheet.evaluate(({ style }: HTMLElement) => (style.cssText = ''));
        await app.getByRole('button', { name: 'Resume' }).click();
        await expectSpoken(app);
        const runs = await countRuns(app);

        const box = (await position.boundingBox())!;
        await position.click({ position: { x: box.width / 2, y: 10 } });
        await expectMarked('The second one is a little longer than that.');
        await position.press('Home');
        await expectMarked('The first sentence is short.');
        await position.press('End');
        await expectSpoken(app);

        await app.getByRole('button', { name: 'Play', exact: true }).click();
        await expectMarked('The first sentence is short.');
        await position.press('End');
        await expectSpoken(app);
        expect(await countRuns(app)).toBe(runs);
      },
    );

    await visitedTest.step(
      'the media keys of the system play, pause, go from sentence to sentence and stop',
      async () => {
        await play(app);
        await expect
          .poll(() => readShown(app))
          .toEqual(['playing', expect.stringMatching(/^The first sentence is short\./), 'Heart']);
        await pressMediaKey(app, 'pause');
        await expect(app.getByRole('button', { name: 'Resume' })).toBeVisible();
        await expect.poll(async () => (await readShown(app))[0]).toBe('paused');
        await position.press('Home');
        await pressMediaKey(app, 'nexttrack');
        await expectMarked('The second one is a little longer than that.');
        await pressMediaKey(app, 'previoustrack');
        await expectMarked('The first sentence is short.');
        await pressMediaKey(app, 'play');
        await expect(app.getByRole('button', { name: 'Pause' })).toBeVisible();
        await pressMediaKey(app, 'stop');
        await expect(app.getByText('Stopped')).toBeVisible();
        await expect.poll(() => readShown(app)).toEqual(['none', undefined, undefined]);
      },
    );

    await visitedTest.step('a take that was stopped goes on where it is clicked, to its end', async () => {
      await writeText(app, `${text} ${text}`);
      await play(app);
      await app.getByRole('button', { name: 'Stop', exact: true }).click();
      await expect(app.getByText('Stopped')).toBeVisible();
      await expect(app.locator('.editor__mark')).toHaveCount(0);
      await position.press('Home');
      await expectMarked('The first sentence is short.');
      await hurry(app);
      await expectSpoken(app);
    });

    await visitedTest.step('the keys of the list do what it says, unless text is written', async () => {
      await writeText(app, text);
      await app.getByLabel('Playback rate').selectOption('1 ×');
      await app.keyboard.press('Control+Enter');
      await expect(app.getByRole('button', { name: 'Pause' })).toBeVisible();
      await app.keyboard.press('Control+Enter');
      await expect(app.getByRole('button', { name: 'Resume' })).toBeVisible();
      await position.press('Home');
      await app.keyboard.press('l');
      await expectMarked('The second one is a little longer than that.');
      await app.keyboard.press('Alt+Period');
      await expectMarked('The third has the last word of them all.');
      await app.keyboard.press('j');
      await expectMarked('The second one is a little longer than that.');

      await app.keyboard.press('?');
      const list = app.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await expect(list).toBeVisible();
      await list.getByRole('checkbox').uncheck();
      await app.keyboard.press('Escape');
      await expect(list).toBeHidden();
      await expect(app.getByRole('button', { name: 'Resume' })).toBeVisible();

      await app.keyboard.press('?');
      await expect(list).toBeHidden();
      await app.getByLabel('Text to speak').press('End');
      await app.keyboard.type('?');
      await expect(app.getByLabel('Text to speak')).toHaveValue(/\?/);
      await app.keyboard.press('Escape');
      await expect(app.getByText('Stopped')).toBeVisible();
    });

    await visitedTest.step(
      'Play in the first moment of a visit speaks with Kokoro where it is stored',
      async () => {
        await app.reload();
        await app.getByRole('button', { name: 'Play', exact: true }).click();
        await expect(app.getByText(/^Speaking with|^Spoken by/).first()).toContainText('Kokoro 82M');
      },
    );
  },
);

test('Play works from the first moment of a first visit', async ({ page, site }) => {
  await page.goto(site.url, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.getByText('Speaking with the built-in voice')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  // The button makes way, and the next one takes the focus.
  await page
    .locator('.take-notices')
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(page.locator('.transport__buttons .button--primary')).toBeFocused();
});
