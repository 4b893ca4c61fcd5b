import type { Page } from '@playwright/test';
import { findOnsets } from '../fixtures/find-onsets.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { skipLoudly } from '../fixtures/real-models.ts';
import { expect } from './support/app-test.ts';
import { realVoiceTest as test } from './support/real-voice-test.ts';
import { speakTimed } from './support/speak-timed.ts';

const isSkipped = skipLoudly('Words begin where they are heard');

/** Full of pauses: about thirty a voice, so that one which is hard to judge does not decide. */
const input = `
The ferry was late. Who would wait? Nobody did. The captain counted the bags, and there were nine. Where is the tenth?
It was gone! He looked under the bench. Nothing there. One thing was certain: somebody would pay. Martha opened the
window. Outside, the rain had stopped. Then she left. Did they reach the church? They did. At last a light moved. Good!
Everyone had filled two pages. Peter laughed. Why not? Because the bridge was closed. They turned back. After an hour
the road divided. Left or right? Nobody knew. Ellen chose the left. Stones lay everywhere. Halfway up, a dog barked.
Be careful! It never came near. Under the last tree they rested. Bread, cheese and apples went round. Was that all? It
was. Later, clouds gathered. Home was far away. Tomorrow they would try again.
`.trim();

const voices = ['af_heart', 'am_michael', 'bf_emma'];

/** What a pause is, for a judge that knows nothing but the sound. */
const pause = { level: 0.008, leastSeconds: 0.15 };

test.describe('words begin where they are heard', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m.');
  test.setTimeout(900_000);

  test('behind each pause, in three voices', async ({ voicePage: app }) => {
    const all: number[] = [];
    for (const [index, voice] of voices.entries()) {
      const distances = await measureDistances(app, isFullRun ? input : toPart(index), voice);
      all.push(...distances);
      // How often a voice pauses is its own affair; so many are enough to judge by.
      if (isFullRun) expectSmall(distances, voice);
    }
    // A voice whose words are late gives a third of the distances, far more than the tenth that may be large.
    expectSmall(all, 'all voices');
  });
});

/** The part of the text that a voice says in a short run: a third of its sentences. */
function toPart(index: number): string {
  const sentences = input.split(/(?<=[.!?])\s+/u);
  const from = Math.round((index * sentences.length) / voices.length);
  const to = Math.round(((index + 1) * sentences.length) / voices.length);
  return sentences.slice(from, to).join(' ');
}

/** How far each onset that is heard lies from the nearest time that a word was said to begin at, in seconds. */
async function measureDistances(page: Page, text: string, voice: string): Promise<number[]> {
  const { samples, timestamps } = await speakTimed(page, { model: 'kokoro-82m', input: text, voice });
  return findOnsets(samples, pause).map((onset) =>
    Math.min(...timestamps.map(({ start }) => Math.abs(start - onset))),
  );
}

function expectSmall(distances: readonly number[], whose: string): void {
  const sorted = distances.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Infinity;
  expect(sorted.length, whose).toBeGreaterThanOrEqual(12);
  expect(at(0.5), whose).toBeLessThanOrEqual(0.02);
  expect(at(0.9), whose).toBeLessThanOrEqual(0.06);
}
