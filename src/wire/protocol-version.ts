import { SpeechError } from '../contract/errors.ts';

/**
 * The version of what tabs, service worker and threads say to each other. After an update tabs of two versions may be
 * open together: raise it with every change that the other one would misread.
 */
export const PROTOCOL_VERSION = 2;

/** The version of the package: what was built from other sources may have another one. */
export const VERSION = '0.1.0';

/** Creates the error of a call between two versions. */
export function createVersionError(): SpeechError {
  return new SpeechError(
    'engine_unavailable',
    'This page and the one that speaks run different versions of Sotto. Reload both.',
  );
}

/** Whether a message has the form of every protocol; site scripts and other versions may send anything. */
export function isMessage(data: unknown): data is { readonly type: string } {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}
