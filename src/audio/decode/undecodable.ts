import { SpeechError } from '../../contract/errors.ts';

const names = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];

/** Creates the error for a file that holds no sound that can be decoded here, in OpenAI's words. */
export function createUndecodable(cause?: unknown): SpeechError {
  const formats = names.map((name) => `'${name}'`).join(', ');
  return new SpeechError('undecodable_audio', `Invalid file format. Supported formats: [${formats}]`, {
    cause,
  });
}
