import type { Device } from '../../../contract/engine-status.ts';
import type { LoadParts } from './load-parts.ts';
import type { KokoroSession, SplitUse } from '../session/session.ts';

/** What a session is started with, besides the model. */
export interface StartOptions {
  readonly device: Device;
  /** The handle of the model's file, where there is one. */
  readonly handle?: FileSystemFileHandle;
  readonly threads: number;
  readonly parts: LoadParts;
  readonly split?: SplitUse;
  /** Called after each step that is done. */
  readonly onStep?: () => void;
}

/** Starts a session. */
export function startSession(
  model: Blob,
  { device, handle, threads, parts, split, onStep }: StartOptions,
  signal: AbortSignal,
): Promise<KokoroSession> {
  const ortUrl = parts.ortUrl ?? new URL('ort/', parts.baseUrl).href;
  const known = { ...(handle === undefined ? {} : { handle }), ...(onStep === undefined ? {} : { onStep }) };
  const options = { model, device, threads, ortUrl, ...known };
  return parts.createSession(split === undefined ? options : { ...options, split }, signal);
}
