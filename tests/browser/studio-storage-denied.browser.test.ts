import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { chromiumArgs } from '../../tools/test/chromium-args.ts';
import { findOrInstallChromium } from '../../tools/test/find-chromium.ts';
import { expect, test } from './support/app-test.ts';
import { exportAll, takes } from './support/library.ts';
import { listenToEnd, serveListen } from './support/listen-page.ts';
import { openSite } from './support/site.ts';
import { expectSpoken, findViolations, hurry, loadKokoro, play, writeText } from './support/studio.ts';

/** The setting "block all cookies", with which Chromium denies a page every kind of storage, service workers too. */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } };

/** A frame in a page of another site has no storage either: it speaks all the same, and the console says what is lost. */
async function expectWarnedEmbedder(context: BrowserContext): Promise<void> {
  const voice = await openSite({
    intercept: (request, response) => {
      if (request.url !== '/embed-origins.json') return false;
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('"*"');
      return true;
    },
  });
  const blog = await openSite({ intercept: serveListen(`${voice.url}/embed.html`) });
  const page = await context.newPage();
  const warned = page.waitForEvent('console', (message) => message.text().includes('browser denies storage'));
  await page.goto(`http://127.0.0.1:${blog.port}/listen.html`);
  expect(await listenToEnd(page)).toEqual(['playing', 'idle']);
  expect((await warned).type()).toBe('warning');
  await Promise.all([voice.close(), blog.close()]);
}

test('without any storage the page speaks, holds a model while it is open, and says what is lost', async ({
  site,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(BLOCKED));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findOrInstallChromium(),
    args: [...chromiumArgs],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(site.url);
  await expect(page.getByText('No API in this browser')).toBeVisible();
  await hurry(page);
  await writeText(page, 'Spoken at once.');
  await play(page);
  await expectSpoken(page);
  await expect(page.getByText('Spoken by the built-in voice')).toBeVisible();
  await expect(page.getByText('This browser keeps nothing between visits')).toBeVisible();
  await expect(takes(page)).toHaveCount(1);
  expect(Object.keys(await exportAll(page))).toContain('spoken-at-once.wav');
  expect(await findViolations(page)).toEqual([]);

  await loadKokoro(page);
  await writeText(page, 'The model speaks.');
  await play(page);
  await expectSpoken(page);
  await expect(page.getByText(/^Spoken by Kokoro/)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('tab', { name: 'Models and device' }).click();
  await expect(page.getByText('This browser refuses storage')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await page.reload();
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect(page.getByText('No takes yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Download/ }).first()).toBeVisible();
  await expectWarnedEmbedder(context);
  await context.close();
  rmSync(profile, { recursive: true });
});
