import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArgs } from '../../tools/test/chromium-args.ts';
import { findOrInstallChromium } from '../../tools/test/find-chromium.ts';
import { expect, test as base } from './support/app-test.ts';
import { exportAll, takes } from './support/library.ts';
import { expectSpoken, findViolations, loadKokoro, play, writeText } from './support/studio.ts';

/** The setting "block all cookies", with which Chromium denies a page every kind of storage, service workers too. */
const BLOCKED = { profile: { default_content_setting_values: { cookies: 2 } } };

const test = base.extend<{ readonly denied: Page }>({
  denied: async ({ site }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'profile-'));
    mkdirSync(join(profile, 'Default'));
    writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(BLOCKED));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findOrInstallChromium(),
      args: [...chromiumArgs],
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(site.url);
    await use(page);
    await context.close();
    rmSync(profile, { recursive: true });
  },
});

test('without any storage the page speaks, and says what is lost', async ({ denied }) => {
  await expect(denied.getByText('No API in this browser')).toBeVisible();
  await writeText(denied, 'Spoken at once.');
  await play(denied);
  await expectSpoken(denied);
  await expect(denied.getByText('Spoken by the built-in voice')).toBeVisible();
  await expect(denied.getByText('This browser keeps nothing between visits')).toBeVisible();
  await expect(takes(denied)).toHaveCount(1);
  expect(Object.keys(await exportAll(denied))).toContain('spoken-at-once.wav');
  expect(await findViolations(denied)).toEqual([]);
});

test('without any storage a model is held in memory for as long as the page is open', async ({ denied }) => {
  await loadKokoro(denied);
  await writeText(denied, 'The model speaks.');
  await play(denied);
  await expectSpoken(denied);
  await expect(denied.getByText(/^Spoken by Kokoro/)).toBeVisible();
  await denied.reload();
  await expect(denied.getByRole('button', { name: /^Download/ }).first()).toBeVisible();
});
