import { Scope } from '../std/scope.ts';

/** Browsers read the blob some time after the click; a minute is ample. */
const KEEP_MS = 60_000;

/** Hands a file to the browser's downloads under `name`. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  new Scope().timeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
