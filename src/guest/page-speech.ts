import { installSpeech } from '../page/install-speech.ts';
import type { SpeechOptions } from '../page/speech-options.ts';
import type { Speech } from '../page/start-speech.ts';
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
    return installSpeech(options);
  });
  if (written !== '{}' && written !== installed) {
    console.warn(
      `Sotto was installed in this page before, with other options; these change nothing: ${Object.keys(options).join(', ')}.`,
    );
  }
  return speech;
}
