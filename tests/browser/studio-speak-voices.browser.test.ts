import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { countRuns, play } from './support/studio.ts';

test('voices are found, chosen, kept as favourites, tried and mixed', async ({ app, site }) => {
  await test.step('favourites are kept from visit to visit', async () => {
    await app.getByRole('button', { name: 'Bella is a favorite' }).click();
    await app.getByLabel('Search all voices').fill('siwis');
    await app.getByRole('button', { name: 'Siwis is a favorite' }).click();
    await openApp(app, site.url);
    await app.getByLabel('Language', { exact: true }).selectOption('favourites');
    const voices = app.getByRole('radiogroup', { name: 'Voice' }).getByRole('radio');
    await expect(voices).toHaveText([/Bella/, /Siwis/]);
    await app.getByRole('button', { name: 'Bella is a favorite' }).click();
    await expect(voices).toHaveText([/Siwis/]);
  });

  await test.step('the built-in voice tries voices while Kokoro is not there', async () => {
    await app.getByLabel('Language', { exact: true }).selectOption('it');
    const runs = await countRuns(app);
    await app.getByRole('button', { name: 'Hear Nicola' }).click();
    await expect(app.getByRole('button', { name: 'Stop Nicola' })).toBeVisible();
    await expect.poll(() => countRuns(app)).toBeGreaterThan(runs);
    await expect(app.getByRole('button', { name: 'Hear Nicola' })).toBeVisible();

    // What it does not speak is not tried, nor is anything fetched for that unless it is asked for.
    await app.getByLabel('Language', { exact: true }).selectOption('ja');
    await app.getByRole('button', { name: 'Hear Alpha' }).click();
    const problem = app.getByRole('status').filter({ hasText: 'This language needs Kokoro' });
    const download = problem.getByRole('button', { name: /^Download Kokoro/ });
    await expect(download).toBeVisible();
    await expect(app.getByText('Kokoro is not on this device yet.')).toBeVisible();

    await app.getByRole('radio', { name: /^Alpha/ }).click();
    await app.getByRole('button', { name: 'Play', exact: true }).click();
    const needed = app.locator('.take-notices').getByRole('alert');
    await expect(needed).toHaveCount(1);
    // A file that fails for the same reason says so in its place.
    await needed.evaluate((element) => {
      element.toggleAttribute('data-earlier');
      Object.assign(globalThis, { showSaveFilePicker: undefined });
    });
    await app.getByRole('button', { name: 'Save…' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect(app.locator('.take-notices [role=alert]:not([data-earlier])')).toHaveCount(1);
    await expect(needed).toHaveCount(1);
    // What is asked for comes, and nothing says any more that it is missing.
    await download.click();
    await expect(problem).toHaveCount(0);
    await expect(needed).toHaveCount(0);
    await expect(app.getByText('Kokoro is ready').first()).toBeVisible();
    await app.getByLabel('Language', { exact: true }).selectOption('en-us');
    await app.getByRole('radio', { name: /^Heart/ }).click();
  });

  await test.step('one click has a voice say a sentence, beside the take and without keeping it', async () => {
    await play(app);
    const before = await countRuns(app);
    await app.getByRole('button', { name: 'Hear Bella' }).click();
    await expect(app.getByRole('button', { name: 'Resume' })).toBeVisible();
    await expect.poll(() => countRuns(app)).toBeGreaterThan(before);
    await app.getByRole('button', { name: 'Stop Bella' }).click();
    await expect(app.getByRole('button', { name: 'Hear Bella' })).toBeVisible();

    // Another voice takes the place of one that still speaks, and ends by itself.
    await app.getByRole('button', { name: 'Hear Bella' }).click();
    await expect(app.getByRole('button', { name: 'Stop Bella' })).toBeVisible();
    await app.getByRole('button', { name: 'Hear Nova' }).click();
    await expect(app.getByRole('button', { name: 'Stop Nova' })).toBeVisible();
    await expect(app.getByRole('button', { name: 'Hear Nova' })).toBeVisible();
    await expect(app.getByText('Heart', { exact: true }).first()).toBeVisible();
    await expect(app.getByText('Good evening')).toHaveCount(0);
  });

  await test.step('a mix follows its sliders and its text, each the other', async () => {
    await app.getByText('Mix voices').click();
    const text = app.getByLabel('As the API knows it');
    await expect(text).toHaveValue('af_heart');
    await app.getByLabel('Add a voice to the mix').selectOption('af_bella');
    await expect(text).toHaveValue('af_heart(2)+af_bella(1)');
    await app.getByRole('slider', { name: 'Share of Bella' }).press('End');
    await expect(text).toHaveValue('af_heart+af_bella');

    await text.fill('af_bella(2)+am_adam(1)');
    await expect(app.getByRole('slider', { name: 'Share of Adam' })).toHaveAttribute('aria-valuetext', '33%');
    await expect(app.getByRole('slider', { name: 'Share of Heart' })).toHaveCount(0);
    await expect(app.getByText('Bella and Adam')).toBeVisible();
    await text.fill('af_bella(2)+nobody');
    await expect(app.getByText(/^There is no such voice/)).toBeVisible();
    await text.fill('af_bella(2)+am_adam(1)');

    await app.reload();
    await app.getByText('Mix voices').click();
    await expect(text).toHaveValue('af_bella(2)+am_adam(1)');
    await app.getByRole('button', { name: 'Take Adam out of the mix' }).click();
    await expect(text).toHaveValue('af_bella');
    await expect(app.getByLabel('Add a voice to the mix')).toBeFocused();
    await expect(app.getByRole('radio', { name: /^Bella/ })).toBeChecked();
  });

  await test.step('they are found by language, sex, grade and name', async () => {
    const voices = app.getByRole('radiogroup', { name: 'Voice' }).getByRole('radio');
    await expect(voices).toHaveCount(20);
    await app.getByLabel('Sex', { exact: true }).selectOption('male');
    await expect(voices).toHaveCount(9);
    await app.getByLabel('Grade', { exact: true }).selectOption('C');
    await expect(voices).toHaveText([/Fenrir/, /Michael/, /Puck/]);
    await app.getByLabel('Sex', { exact: true }).selectOption('any');
    await app.getByLabel('Grade', { exact: true }).selectOption('any');
    await app.getByLabel('Language', { exact: true }).selectOption('all');
    await expect(voices).toHaveCount(54);
    await app.getByLabel('Search all voices').fill('british man');
    await expect(voices).toHaveText([/Daniel/, /Fable/, /George/, /Lewis/]);
    await app.getByLabel('Search all voices').fill('nobody');
    await expect(app.getByText('No voice is called that.')).toBeVisible();
    await app.getByLabel('Search all voices').fill('bf_emma');
    await voices.click();
    await expect(app.getByText('Emma', { exact: true }).first()).toBeVisible();
  });
});
