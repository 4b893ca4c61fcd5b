import { expect, openApp, visitedTest as test, waitForApi } from './support/app-test.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { serveTestPages } from './support/test-pages.ts';

test.use({ siteOptions: { intercept: serveTestPages } });

const request = { input: 'Longer than ten letters.', model: 'espeak-ng', response_format: 'wav' };

test('all tabs share the settings, and a host that has none works by them', async ({
  app,
  context,
  site,
}) => {
  const second = await context.newPage();
  await openApp(second, site.url);
  await app.getByRole('tab', { name: 'API', exact: true }).click();
  await app.getByRole('tab', { name: 'Settings', exact: true }).click();
  await app.getByLabel('Longest input').fill('10');
  await app.keyboard.press('Enter');
  await second.getByRole('radio', { name: 'Dark' }).click();
  // A change takes a moment to the other tab's process; within it the last one would stay alone.
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.getByRole('slider', { name: 'Speed' }).focus();
  await app.keyboard.press('ArrowRight');
  // Each follows the other, and neither undid what the other changed.
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(second.getByRole('slider', { name: 'Speed' })).toHaveAttribute('aria-valuenow', '1.05');
  await second.getByRole('tab', { name: 'API', exact: true }).click();
  await second.getByRole('tab', { name: 'Settings', exact: true }).click();
  await expect(second.getByLabel('Longest input')).toHaveValue('10');
  expect((await speakInPage(second, request)).status).toBe(400);

  // Somebody else's page comes to host, with no settings of its own.
  await second.goto(`${site.url}/test/blank.html`);
  await second.evaluate(async () => {
    const sotto = (await import(`${location.origin}/sotto.js`)) as {
      installSpeech(): Promise<unknown>;
    };
    await sotto.installSpeech();
  });
  await app.close();
  await waitForApi(second);
  expect((await speakInPage(second, request)).status).toBe(400);
});
