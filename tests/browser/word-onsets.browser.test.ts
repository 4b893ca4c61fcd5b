import { findOnsets } from '../fixtures/find-onsets.ts';
import { realMirror, skipLoudly } from '../fixtures/real-models.ts';
import { expect, test } from './support/app-test.ts';
import { speakTimed } from './support/speak-timed.ts';

const mirror = realMirror();
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

/** What a pause is, for a judge that knows nothing but the sound. */
const pause = { level: 0.008, leastSeconds: 0.15 };

test.describe('words begin where they are heard', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m.');
  test.use({ siteOptions: mirror === null ? {} : { models: mirror } });
  test.setTimeout(900_000);

  // One page for all voices: loading the model takes longest.
  test('behind each pause, in three voices', async ({ app }) => {
    for (const voice of ['af_heart', 'am_michael', 'bf_emma']) {
      const { samples, timestamps } = await speakTimed(app, { model: 'kokoro-82m', input, voice });
      const onsets = findOnsets(samples, pause);
      const distances = onsets
        .map((onset) => Math.min(...timestamps.map(({ start }) => Math.abs(start - onset))))
        .toSorted((a, b) => a - b);
      const at = (share: number): number => distances[Math.floor(share * distances.length)] ?? Infinity;
      // How often a voice pauses is its own affair; so many are enough to judge by.
      expect(onsets.length, voice).toBeGreaterThanOrEqual(12);
      expect(at(0.5), voice).toBeLessThanOrEqual(0.02);
      expect(at(0.9), voice).toBeLessThanOrEqual(0.06);
    }
  });
});
