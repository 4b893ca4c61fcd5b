import type { SpeechOptions } from '../page/speech-options.ts';
import { startSpeech, type Speech } from '../page/start-speech.ts';
import { Shared } from './shared.ts';

const shared = new Shared<Speech>();

/** The options that it was installed with, as far as they can be compared. */
let installed = '';

/**
 * Resolves to the speech of the page, which hooks, elements and `speechSynthesis` share. The options of the first that asks
 * count; a warning names those of others that differ.
 */
export function sharePageSpeech(options: SpeechOptions = {}): Promise<Speech> {
  const written = JSON.stringify(options);
  const speech = shared.get('page', () => {
    installed = written;
    return open(options);
  });
  if (written !== '{}' && written !== installed) {
    console.warn(
      `Sotto was installed in this page before, with other options; these change nothing: ${Object.keys(options).join(', ')}.`,
    );
  }
  return speech;
}

/** Where a page can have no service worker, as in views within other apps, it speaks by itself. */
async function open(options: SpeechOptions): Promise<Speech> {
  const speech = startSpeech(options);
  try {
    await speech.ready;
  } catch (error) {
    const mayBeAlone = error instanceof Error && error.name === 'NoServiceWorkersError';
    if (mayBeAlone && (await hasOwnAnswer(speech))) return speech;
    speech.dispose();
    throw error;
  }
  return speech;
}

/** Threads that a policy forbids, or whose scripts are missing, never answer. */
const OWN_ANSWER_WITHIN_MS = 30_000;

async function hasOwnAnswer({ client }: Speech): Promise<boolean> {
  try {
    await client.models(AbortSignal.timeout(OWN_ANSWER_WITHIN_MS));
    return true;
  } catch {
    return false;
  }
}
