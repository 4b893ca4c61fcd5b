import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type AxeCore from 'axe-core';
import type { Page } from '@playwright/test';
import { expect } from './app-test.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Puts a text in the editor. */
export async function writeText(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text to speak').fill(text);
}

/** Has the page fetch and load the tone model that stands in for Kokoro. */
export async function loadKokoro(page: Page): Promise<void> {
  // Once the built-in voice spoke in its place, it is offered in two places, and said to be ready in both.
  await page
    .getByRole('button', { name: /^Download/ })
    .first()
    .click();
  await expect(page.getByText('Kokoro is ready').first()).toBeVisible();
}

/** Presses Play and waits for the first sound. */
export async function play(page: Page): Promise<void> {
  // Looked for in each frame: a short take that is hurried is over before a locator looks again.
  const begun = page.waitForFunction(() =>
    [...document.querySelectorAll('button')].some((button) => button.textContent === 'Pause'),
  );
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await begun;
}

/** Has a take be over soon, for tests of what does not depend on its pace. */
export async function hurry(page: Page): Promise<void> {
  await page.getByLabel('Playback rate').selectOption('3 ×');
}

/** Waits until the take has been heard to its end. */
export async function expectSpoken(page: Page): Promise<void> {
  await expect(page.getByText(/^Spoken by/)).toBeVisible({ timeout: 180_000 });
}

/** Lists what axe finds against the page as it is, in words. */
export async function findViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof AxeCore };
    // Colors are measured once they have changed; that of a part may follow the one of the whole.
    const findTransitions = (): Animation[] =>
      document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    for (let changing = findTransitions(); changing.length > 0; changing = findTransitions())
      await Promise.allSettled(changing.map(({ finished }) => finished));
    // What is right need not be described, which takes most of the time.
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
    );
  });
}

/** Measures by how many pixels the page is wider than the screen. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Lists what sticks out of the sheet that it lies on, or of the screen, and in nothing that scrolls, in words. */
export function listOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isScrolled = (element: Element): boolean => {
      const { parentElement } = element;
      if (parentElement === null) return false;
      return /auto|scroll/.test(getComputedStyle(parentElement).overflowX) || isScrolled(parentElement);
    };
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const sheet = element.parentElement?.closest('.panel, .app__sheet, .notice, .dialog');
        const isFixed = element.closest('.transport__bar') !== null;
        const bounds = (isFixed ? undefined : sheet)?.getBoundingClientRect();
        const { left, right, width } = element.getBoundingClientRect();
        const isOutside = left < (bounds?.left ?? 0) - 1 || right > (bounds?.right ?? innerWidth) + 1;
        return width > 1 && isOutside && !isScrolled(element);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

/** Counts the segments that were made since the app was opened. */
export function countRuns(page: Page): Promise<number> {
  return page.evaluate(async () => ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs);
}
