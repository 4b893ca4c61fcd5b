import { speakTimedInPage } from '../../tools/hear/speak-in-page.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { skipLoudly } from '../fixtures/real-models.ts';
import { expectNear, toOnsetDistances } from './support/onset-distances.ts';
import { realVoiceTest as test } from './support/real-voice-test.ts';

const isSkipped = isFullRun && skipLoudly('Words begin where they are heard, in three voices');

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

test.describe('words begin where they are heard', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m.');
  test.skip(!isFullRun, 'A usual run judges what two voices say to be understood.');
  test.setTimeout(900_000);

  test('behind each pause, in three voices', async ({ voicePage: app }) => {
    for (const voice of voices) {
      expectNear(toOnsetDistances(await speakTimedInPage(app, { input, voice })), voice);
    }
  });
});
