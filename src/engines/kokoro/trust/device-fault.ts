import { SpeechError } from '../../../contract/errors.ts';

/**
 * Whether an error speaks against the device that was to start or run a model. Files that are missing, damaged or find no
 * room do not: they are missing on every device.
 */
export function isDeviceFault(error: unknown): boolean {
  return !(error instanceof SpeechError) || error.code === 'engine_unavailable';
}
