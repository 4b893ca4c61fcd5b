import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { writeText } from './support/studio.ts';

test('what is being written outlives a reload, another tab and a crash', async ({ app, site, context }) => {
  await writeText(app, 'Not spoken yet.');
  await app.reload();
  await expect(app.getByLabel('Text to speak')).toHaveValue('Not spoken yet.');

  const other = await context.newPage();
  await openApp(other, site.url);
  await expect(other.getByLabel('Text to speak')).toHaveValue('Not spoken yet.');
  await writeText(other, 'A list.');
  await other.reload();
  await expect(other.getByLabel('Text to speak')).toHaveValue('A list.');
  await other.close();
  await app.reload();
  await expect(app.getByLabel('Text to speak')).toHaveValue('Not spoken yet.');

  await writeText(app, 'Nor this, when the page crashed.');
  await app.waitForTimeout(1_000);
  const crashed = app.waitForEvent('crash');
  app.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const next = await context.newPage();
  await openApp(next, site.url);
  await expect(next.getByLabel('Text to speak')).toHaveValue('Nor this, when the page crashed.');

  await next.getByRole('button', { name: 'Clear', exact: true }).click();
  await next.reload();
  await expect(next.getByLabel('Text to speak')).toHaveValue('');
});
