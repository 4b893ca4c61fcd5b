import { HEARING_RATE } from '../../contract/hearing.ts';
import { StreamingResampler } from '../streaming-resampler.ts';
import { toMono } from './to-mono.ts';
import { SpeechError } from '../../contract/errors.ts';

/**
 * Decodes a file to mono samples at 16 kHz while they are read; sample n is second n / 16 000. A file that breaks off
 * ends where it does. Rejects with `undecodable_audio` where it has no sample or nothing here decodes it, or with the reason of `signal`.
 */
export async function* openSound(
  file: Blob,
  signal: AbortSignal,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  let hasBegun = false;
  try {
    for await (const samples of resampled(file, signal)) {
      signal.throwIfAborted();
      if (samples.length === 0) continue;
      hasBegun = true;
      yield samples;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SpeechError) throw error;
    if (!hasBegun) throw createUndecodable(error);
    console.warn('A sound file is damaged; what lies behind that place was not decoded', error);
  }
  if (!hasBegun) throw createUndecodable();
}

async function* resampled(
  file: Blob,
  signal: AbortSignal,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  // What reads containers is loaded with the first file.
  const { decodeFile } = await import('./decode-file.ts');
  let from = 0;
  let resampler: StreamingResampler | null = null;
  for await (const { samples, sampleRate } of toMono(decodeFile(file, signal))) {
    // A chained file may change its rate.
    if (resampler === null || sampleRate !== from) {
      if (resampler !== null) yield resampler.flush();
      from = sampleRate;
      resampler = new StreamingResampler({ from, to: HEARING_RATE });
    }
    yield resampler.push(samples);
  }
  if (resampler !== null) yield resampler.flush();
}

const names = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];

/** Creates the error for a file that holds no sound that can be decoded here, in OpenAI's words. */
function createUndecodable(cause?: unknown): SpeechError {
  const formats = names.map((name) => `'${name}'`).join(', ');
  return new SpeechError('undecodable_audio', `Invalid file format. Supported formats: [${formats}]`, {
    cause,
  });
}
