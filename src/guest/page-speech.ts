import { installSpeech } from '../page/install-speech.ts';
import type { SpeechOptions } from '../page/speech-options.ts';
import type { Speech } from '../page/start-speech.ts';
import { Shared } from './shared.ts';

const shared = new Shared<Speech>();

/** Resolves to the speech of the page, which hooks, elements and `speechSynthesis` share; the options of the first that asks count. */
export function sharePageSpeech(options: SpeechOptions = {}): Promise<Speech> {
  return shared.get('page', () => installSpeech(options));
}
