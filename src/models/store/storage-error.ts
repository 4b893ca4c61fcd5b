import { SpeechError } from '../../contract/errors.ts';
import { toResolvePath, type ModelFile } from '../catalog/model-catalog-entry.ts';

/** Converts what a write threw: no room becomes `storage_full` in words, the rest stays as it is. */
export function toStorageError(error: unknown, path: string, bytes: number): unknown {
  return isFull(error) ? createStorageFullError(path, bytes, error) : error;
}

/** Whether a write failed because there is no room. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** Whether a file was taken away while it was in use. */
export function isEvicted(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotFoundError';
}

/** Whether the browser refuses storage, as it may from one moment to the next. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && (error.name === 'SecurityError' || error.name === 'NotAllowedError');
}

/** Says in the console that models last only as long as the page, with the browser's own error where there is one. */
export function warnOfDenial(...errors: readonly unknown[]): void {
  console.warn('The browser denies storage: models are kept in memory until the page is closed', ...errors);
}

/** Creates the error for a file that does not fit. */
function createStorageFullError(path: string, bytes: number, cause?: unknown): SpeechError {
  return new SpeechError(
    'storage_full',
    `The browser has no room for ${path} (${toMegabytes(bytes)}). ` +
      'Delete a stored model, or free some space on the device, and try again; what has come is kept.',
    { cause },
  );
}

/** Rejects with `storage_full` where the browser already knows that `bytes` more do not fit. */
export async function checkRoom(path: string, bytes: number): Promise<void> {
  const estimate = await findStorageManager()
    ?.estimate()
    .catch(() => undefined);
  if (estimate?.quota === undefined || estimate.usage === undefined) return;
  if (estimate.quota - estimate.usage < bytes) throw createStorageFullError(path, bytes);
}

/** Writes a size for people, in decimal megabytes. */
function toMegabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}

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

/** Creates the error for a file that nobody has; its message says how to get it. */
export function createUnavailableError(file: ModelFile, reasons: readonly string[]): SpeechError {
  const tried = reasons.length === 0 ? 'there was no source to ask' : reasons.join('; ');
  return new SpeechError(
    'model_unavailable',
    `${file.path} is not stored in this browser and could not be fetched: ${tried}. ` +
      "Load the model while online, or put its files into the mirror, the folder models/ beside Sotto's own files " +
      '(in a site with the package sotto/models/): ' +
      `catalog.json, and this one as ${toResolvePath(file)}.`,
  );
}

/** Creates the error for a file that cannot go, since it is still coming. */
export function createBusyError({
  path,
  sha256,
}: {
  readonly path?: string;
  readonly sha256: string;
}): SpeechError {
  return new SpeechError(
    'model_loading',
    `${path ?? sha256} is being fetched or imported, maybe by another page. ` +
      'Nothing was deleted; try again when that is over, or pause it there.',
  );
}

/** The browser's account of this origin's storage, where this thread has one. */
export function findStorageManager(): StorageManager | undefined {
  return (globalThis as { navigator?: { storage?: StorageManager } }).navigator?.storage;
}
