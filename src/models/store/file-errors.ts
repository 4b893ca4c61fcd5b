import { SpeechError } from '../../contract/errors.ts';
import type { ModelFile } from '../catalog/model-catalog-entry.ts';

/** Creates the error for a file that is not the one its name promises. `origin` is a URL, or `given` for a user's file. */
export function createCorruptError(
  file: ModelFile,
  origin: string,
  found: { bytes: number; sha256?: string },
): SpeechError {
  const came = found.sha256 === undefined ? '' : ` with SHA-256 ${found.sha256}`;
  const what = origin === 'given' ? `The given ${file.path}` : `${file.path} from ${origin}`;
  return new SpeechError(
    'model_corrupt',
    `${what} is not the file that was expected: expected ${file.bytes} bytes with SHA-256 ${file.sha256}, ` +
      `came ${found.bytes} bytes${came}. It was discarded.`,
  );
}

/** Creates the error for a file that nobody has; it tells how to get it. */
export function createUnavailableError(file: ModelFile, reasons: readonly string[]): SpeechError {
  const tried = reasons.length === 0 ? 'there was no source to ask' : reasons.join('; ');
  return new SpeechError(
    'model_unavailable',
    `${file.path} is not stored in this browser and could not be fetched: ${tried}. ` +
      'Load the model while online, or put its files into the mirror, the folder models/ beside the app: ' +
      `catalog.json, and this one as models/${file.repo}/resolve/${file.revision}/${file.path}.`,
  );
}
