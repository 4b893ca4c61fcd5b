import type * as TranscribingPage from './pages/transcribing-page.ts';
import { toModuleCaller } from './support/call-module.ts';
import { endWorkerOn } from './support/end-worker.ts';
import {
  expect,
  getEars,
  serveDetector,
  test as base,
  toSpeech,
  toSpeechFile,
  writeEarsModels,
} from './support/ears-site.ts';
import { buildPageModule, servePageModules } from './support/page-modules.ts';
import { fromPlaywright } from './support/script-page.ts';

const test = base.extend({
  siteOptions: {
    models: await writeEarsModels(),
    intercept: (...exchange) => serveDetector(...exchange) || servePageModules(...exchange),
  },
});

const SENTENCES = 16;

test('every SDK writes down in the page, and what is heard goes on when the thread that hears ends', async ({
  app,
}) => {
  await buildPageModule('transcribing-page');
  await app.getByRole('tab', { name: 'Subtitles' }).click();
  await getEars(app);
  await expect(app.getByRole('button', { name: 'Choose a recording' })).toBeVisible();
  const run = toModuleCaller<typeof TranscribingPage>(fromPlaywright(app), 'transcribing-page');
  const short = toSpeechFile(toSpeech(0.5, 'ðə mæn sæt.', 0.5)).toString('base64');
  const texts = await run('transcribeWithSdks', short);
  const text = 'ðə mæn sæt.';
  expect(texts).toEqual({ 'openai 7': text, 'openai 6': text, 'together-ai': text, ai: text });

  const parts = Array.from({ length: SENTENCES }, () => [text, 1.5]).flat();
  const ended = await endWorkerOn(app, 'hearing', 'first-words');
  await run('beginTranscription', toSpeechFile(toSpeech(...parts)).toString('base64'));
  await ended();
  expect(await run('readAnswer')).toMatchObject({ text: expect.stringContaining(text), isOver: false });
  await expect
    .poll(() => run('readAnswer'), { timeout: 200_000 })
    .toEqual({
      text: Array.from({ length: SENTENCES }, () => text).join(' '),
      isOver: true,
    });
  expect((await run('transcribeWithSdks', short))['ai']).toBe(text);
});
