import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecogniser, type Recogniser } from '../../tools/hear/open-recogniser.ts';
import { speakInPage } from '../../tools/hear/speak-in-page.ts';
import { countWordErrors, toWordErrorRate, type WordErrors } from '../../tools/hear/word-error.ts';
import { realMirror, skipLoudly } from '../fixtures/real-models.ts';
import { expect, test } from './support/app-test.ts';

const mirror = realMirror();
const isSkipped = skipLoudly('Sotto is understood', ['kokoro-82m', 'whisper-base']);

/** Plain prose, a number, a question, and a name that a dictionary does not know. */
const texts = [
  'The ferry leaves the harbor early in the morning, before the streets are awake.',
  'Please bring 12 chairs and a long table into the garden before the guests arrive.',
  'Why did nobody tell us that the museum would be closed until next Thursday?',
  'Her grandmother, Wilhelmina, kept bees and sold the honey at the market every Saturday.',
];
/** Whisper base itself errs in about three words of a hundred. */
const WORD_ERROR_LIMIT = 0.08;

test.describe('Sotto is understood', () => {
  test.skip(isSkipped, 'There are no real files of kokoro-82m and whisper-base.');
  test.use({ siteOptions: mirror === null ? {} : { models: mirror } });
  test.setTimeout(600_000);

  test('by a recogniser, word for word', async ({ app, context }) => {
    const programs = await mkdtemp(join(tmpdir(), 'hear-'));
    const recogniser: Recogniser = await openRecogniser(context, { models: mirror ?? '', programs });
    try {
      const counts: WordErrors[] = [];
      for (const input of texts) {
        const { samples } = await speakInPage(app, { input, voice: 'af_heart' });
        const heard = await recogniser.hear(samples, 'en-us');
        counts.push(countWordErrors(input, heard, 'en-us'));
        test.info().annotations.push({ type: 'heard', description: heard });
      }
      expect(toWordErrorRate(counts)).toBeLessThanOrEqual(WORD_ERROR_LIMIT);
    } finally {
      await recogniser.close();
      await rm(programs, { recursive: true });
    }
  });
});
