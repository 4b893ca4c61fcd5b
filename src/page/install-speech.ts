import type { SpeechOptions } from './speech-options.ts';
import { startSpeech, type Speech } from './start-speech.ts';

/**
 * Makes `fetch('/v1/audio/speech')` work in this page, and resolves when it does.
 * Rejects where the browser allows no service worker; `startSpeech(…).fetch` works even there.
 */
export async function installSpeech(options: SpeechOptions = {}): Promise<Speech> {
  const speech = startSpeech(options);
  try {
    await speech.ready;
    return speech;
  } catch (error) {
    speech.dispose();
    throw error;
  }
}
