import { expect, visitedTest as test } from './support/app-test.ts';
import { sentWords } from './support/sent-tokens.ts';
import { compareMarks, readRecording, recordSound } from './support/sound-recording.ts';
import { expectSpoken, loadKokoro, play, writeText } from './support/studio.ts';
import { serveTestPages } from './support/test-pages.ts';

test.use({ siteOptions: { intercept: serveTestPages } });

const text = Array.from(
  { length: 4 },
  (_, index) => `Sentence number ${index + 1} follows, and it has words of its own.`,
).join(' ');

test('each word is marked within 100 ms of its sound', async ({ page, site }) => {
  await recordSound(page);
  await page.goto(site.url);
  await loadKokoro(page);
  await writeText(page, text);
  await play(page);
  await expectSpoken(page);

  const words = await sentWords(text, 'en-us');
  const { heard, marked, lagSeconds, heardIds, sentIds } = compareMarks(await readRecording(page), words);
  expect(heardIds).toEqual(sentIds);
  expect(heard).toEqual(words.flatMap(({ word }) => (word === null ? [] : [word])));
  expect(marked).toEqual(heard);
  expect(Math.max(...lagSeconds.map(Math.abs))).toBeLessThan(0.1);
});
