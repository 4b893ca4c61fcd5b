import { VERSION } from '../wire/protocol-version.ts';
import { ownFiles } from './own-files.ts';

let hasWarned = false;
let hasReported = false;

/**
 * Warns, once, where a file that was copied into the site is of another version than this page; `version` is undefined
 * where it is too old to say. The app's own tabs settle this among themselves.
 */
export function checkVersion(file: string, version: string | undefined): void {
  if (!ownFiles.isGuest || hasWarned || version === VERSION) return;
  hasWarned = true;
  const other = version === undefined ? 'an older version' : `version ${version}`;
  console.warn(
    `[sotto] This page uses version ${VERSION} of Sotto, and ${file} is of ${other}. ` +
      'Copy the files again: npx sotto init <folder>',
  );
}

/** Says, once, where a guest page computes on one thread, that this is so and what would change it. */
export function reportThreads(): void {
  if (!ownFiles.isGuest || hasReported || crossOriginIsolated) return;
  hasReported = true;
  console.info(
    '[sotto] This page is not cross-origin isolated, so speech is computed on one thread. ' +
      'The headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy would allow more.',
  );
}
