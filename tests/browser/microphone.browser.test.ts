import type { Page } from '@playwright/test';
import { expect, getEars, serveDetector, test, toSpeech, writeEarsModels } from './support/ears-site.ts';
import { openWithMicrophone } from './support/microphone.ts';
import { buildSdkBundles } from './support/sdk-bundles.ts';
import { serveExamples } from './support/serve-examples.ts';

test.use({
  siteOptions: {
    models: await writeEarsModels(),
    intercept: (...exchange) => serveExamples(...exchange) || serveDetector(...exchange),
  },
});

test('dictation writes what is said at the cursor, and the example with the whole loop answers it', async ({
  site,
}) => {
  await buildSdkBundles();
  const { browser, page } = await openWithMicrophone(site.url, toSpeech(2.5, 'ðə mæn sæt.', 30));
  await expectDictation(page);
  await page.goto(`${site.url}/examples/talk-in-a-page/`);
  await expect(page.getByRole('status')).toHaveText('Ready.');
  const said = page.getByRole('listitem');
  do {
    await talk(page);
    // A machine that is starved loses some of its sound; the microphone says it again.
  } while (!endsWith(await said.allTextContents(), ['You: ðə mæn sæt.', 'Assistant: You said: ðə mæn sæt.']));
  await browser.close();
});

/** Talks for a sentence, and waits until it was answered. */
async function talk(page: Page): Promise<void> {
  const status = page.getByRole('status');
  const button = page.getByRole('button', { name: 'Talk' });
  const saidCount = await page.getByRole('listitem').count();
  await button.click();
  await expect(status).toHaveText('Listening…');
  await hearSentence(page);
  await button.click();
  await expect(page.getByRole('listitem')).toHaveCount(saidCount + 2);
  await expect(status).toHaveText('Ready.');
}

/** Whether the last things that were said are these. */
function endsWith(said: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((text, index) => said.at(index - wanted.length)?.trim() === text);
}

/** Dictates, with the model that is offered for it, and takes back what was written. */
async function expectDictation(page: Page): Promise<void> {
  const area = page.getByLabel('Text to speak');
  await area.fill('First. Last.');
  await area.evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(6, 6));
  const button = page.getByRole('button', { name: 'Dictate' });
  await button.click();
  await getEars(page);
  await expect(page.getByText('Writing speech down needs a model')).toHaveCount(0);
  await button.click();
  await expect(page.getByText('Listening. What you say')).toBeVisible();
  // The microphone says it again and again: a machine that is starved loses some of its sound.
  const isHeard = /^First\. (?:.* )?ðə mæn sæt\. Last\.$/u;
  await expect(area).toHaveValue(isHeard, { timeout: 180_000 });
  await page.keyboard.press('Escape');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  // As often as something was heard, which a starved machine hears in pieces.
  while (!/^(?:First\. Last\.$|(?!First))/.test(await area.inputValue())) await area.press('Control+z');
  await expect(area).toHaveValue('First. Last.');
}

/** Waits until a microphone that began later than the page's own has said its sentence to the end. */
function hearSentence(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const untouched = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: untouched });
    const context = new AudioContext();
    // More than half a second, so that it is never quiet between two words.
    const analyser = new AnalyserNode(context, { fftSize: 32_768 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    for (const isWanted of [true, false]) {
      for (let isLoud = !isWanted; isLoud !== isWanted; isLoud = samples.some((sample) => sample > 0.02)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        analyser.getFloatTimeDomainData(samples);
      }
    }
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  });
}
