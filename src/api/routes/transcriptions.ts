import { SpeechError } from '../../contract/errors.ts';

/**
 * Answers transcriptions and translations while no speech-to-text model can be installed. A 404 is what SDKs take for
 * "no such model"; they would send a 501 twice more.
 */
export function respondTranscriptions(): never {
  throw new SpeechError('model_not_found', 'No speech-to-text model is installed.', { param: 'model' });
}
