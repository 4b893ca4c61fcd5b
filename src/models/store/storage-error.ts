import { SpeechError } from '../../contract/errors.ts';
import { findStorageManager } from './storage-manager.ts';

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
