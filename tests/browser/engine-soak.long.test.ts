import { readFile } from 'node:fs/promises';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { expect, test } from './support/app-test.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { speakInPage, toSamples } from './support/speech-fetch.ts';

const UTTERANCES = 500;

test('after 500 utterances the page needs no more memory than after 50', async ({ app, browser }) => {
  test.skip(process.platform !== 'linux', 'Only Linux tells the memory of a process in a file.');
  const debugging = await browser.newBrowserCDPSession();

  /** Bytes that all pages hold, their workers included. */
  const readResident = async (): Promise<number> => {
    const { processInfo } = await debugging.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    const statuses = await Promise.all(pages.map(({ id }) => readFile(`/proc/${id}/status`, 'utf8')));
    const kibibytes = statuses.map((status) => Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    return 1024 * kibibytes.reduce((sum, size) => sum + size, 0);
  };
  /** The least of some moments: what is about to be freed does not count. */
  const measure = async (): Promise<number> => {
    let least = Infinity;
    for (let moment = 0; moment < 10; moment += 1) {
      await app.waitForTimeout(1_000);
      least = Math.min(least, await readResident());
    }
    return least;
  };

  let memoryAt50 = 0;
  const measured: string[] = [];
  for (let index = 0; index < UTTERANCES; index += 1) {
    const input = `Utterance ${index} says ${'something else '.repeat(1 + (index % 7))}than the one before.`;
    const answer = await speakInPage(app, { input, response_format: 'pcm' });
    expect(answer.status).toBe(200);
    if (index % 50 !== 49) continue;
    expect(decodeTones(toSamples(answer.body))).toEqual(toAudibleIds(await sentTokenIds(input, 'en-us')));
    const memory = await measure();
    if (index === 49) memoryAt50 = memory;
    measured.push(`${index + 1}: ${Math.round(memory / 1e6)} MB`);
  }
  console.warn(measured.join(', '));
  expect((await measure()) / memoryAt50).toBeLessThan(1.1);
});
