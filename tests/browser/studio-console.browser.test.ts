import type { Page } from '@playwright/test';
import { expect, visitedTest as test } from './support/app-test.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';
import { findViolations } from './support/studio.ts';

const request = {
  model: 'espeak-ng',
  voice: 'af_heart',
  input: "It's answered in this page.",
  response_format: 'wav',
};

async function openConsole(page: Page, part: 'Try it' | 'Traffic' | 'Settings'): Promise<void> {
  await expect(page.getByText('API answers at /v1')).toBeVisible();
  await page.getByRole('tab', { name: 'API', exact: true }).click();
  await page.getByRole('tab', { name: part, exact: true }).click();
}

const newest = (page: Page) => page.getByRole('row', { name: /audio\/speech/ }).first();

test('the console shows requests, copies them as code, runs edited ones, and sets limits', async ({
  app,
  context,
}) => {
  await test.step('the traffic shows requests as they happen, also those from before it was opened', async () => {
    const { body } = await speakInPage(app, request);
    await openConsole(app, 'Traffic');
    await expect(newest(app)).toContainText('200');
    await expect(newest(app)).toContainText('espeak-ng');
    await expect(newest(app)).toContainText('wav');
    await newest(app).getByRole('button').click();
    await expect(app.getByRole('region', { name: 'Request' })).toContainText(request.input);
    const sound = app.getByLabel('The answer’s sound');
    await expect(sound).toBeVisible();
    const seconds = (body.length - 44) / 48_000;
    await expect
      .poll(() => sound.evaluate((element: HTMLAudioElement) => element.duration))
      .toBeCloseTo(seconds, 1);
    expect(await findViolations(app)).toEqual([]);

    await speakInPage(app, { ...request, input: 42 });
    await expect(newest(app)).toContainText('400');
    await newest(app).getByRole('button').click();
    await expect(app.getByRole('region', { name: 'Answer' })).toContainText('"param": "input"');
    await fetchInPage(app, '/v1/models');
    await expect(app.getByRole('row', { name: /GET \/v1\/models/ }).first()).toContainText('200');
    await app.getByRole('button', { name: 'Clear', exact: true }).last().click();
    await expect(app.getByText('No requests yet.')).toBeVisible();
  });

  await test.step('a request is copied as code that makes it again', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await speakInPage(app, request);
    await newest(app).getByRole('button').click();
    await app.getByRole('button', { name: 'Copy as fetch' }).click();
    await expect(app.getByRole('button', { name: 'Copied' })).toBeVisible();
    const code = await app.evaluate(() => navigator.clipboard.readText());
    // Run from outside, as the page's own policy runs no text.
    const size = await app.evaluate<number>(`(async () => { ${code}; return audio.size; })()`);
    expect(size).toBeGreaterThan(10_000);
    await app.getByRole('button', { name: 'Copy as curl for a server' }).click();
    await expect
      .poll(() => app.evaluate(() => navigator.clipboard.readText()))
      .toContain(String.raw`"input": "It'\''s answered in this page."`);
    await app.getByRole('button', { name: 'Clear', exact: true }).last().click();
  });

  await test.step('an edited request runs with the SDK, with fetch and with events', async () => {
    for (const kind of ['OpenAI SDK', 'fetch', 'fetch, events']) {
      await openConsole(app, 'Try it');
      await app.getByRole('tab', { name: kind, exact: true }).click();
      const editor = app.getByRole('textbox', { name: 'Request' });
      await editor.fill('{ "model": ');
      await expect(app.getByText(/This is not a request yet/)).toBeVisible();
      await editor.fill(JSON.stringify(request));
      await expect(app.getByRole('region', { name: `Code for ${kind}` })).toContainText(request.input);
      await app.getByRole('button', { name: 'Run', exact: true }).press('Enter');
      await expect(app.getByText(/made by espeak-ng/)).toBeVisible();
      const sound = app.getByLabel('The answer’s sound');
      await expect
        .poll(() => sound.evaluate((element: HTMLAudioElement) => element.duration))
        .toBeGreaterThan(1);
      // The three differ in their code alone.
      if (kind === 'fetch') expect(await findViolations(app)).toEqual([]);
      await app.getByRole('tab', { name: 'Traffic' }).click();
      await expect(newest(app)).toContainText('200');
      await app.getByRole('button', { name: 'Clear', exact: true }).last().click();
      await expect(app.getByText('No requests yet.')).toBeVisible();
    }
  });

  await test.step('limits that are set hold at once, and on a phone in the dark', async () => {
    await app.setViewportSize({ width: 390, height: 844 });
    await app.emulateMedia({ colorScheme: 'dark' });
    await openConsole(app, 'Settings');
    const longest = app.getByLabel('Longest input, in characters');
    await longest.fill('5');
    await longest.press('Enter');
    await expect.poll(async () => (await speakInPage(app, request)).status).toBe(400);
    await longest.fill('4096');
    await longest.press('Enter');
    await expect.poll(async () => (await speakInPage(app, request)).status).toBe(200);
    expect(await findViolations(app)).toEqual([]);
    await app.getByRole('tab', { name: 'Traffic' }).click();
    await newest(app).getByRole('button').click();
    expect(await findViolations(app)).toEqual([]);
    expect(await app.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
