import { SpeechError } from './errors.ts';
import type { EngineId } from './engine-status.ts';
import type { SpeechRequest } from './request.ts';
import type { VoiceGains } from './speech-course.ts';

/** A kept take: everything but its text and its sound. */
export interface TakeInfo {
  readonly id: string;
  /** The user's name for it; at first the beginning of its text. */
  readonly name: string;
  /** Unix time in milliseconds. */
  readonly createdAt: number;
  /** What it was asked to be. */
  readonly request: Omit<SpeechRequest, 'text'>;
  /** Which engine spoke its first segment. */
  readonly engine: EngineId;
  /** In UTF-16 units. */
  readonly textLength: number;
  /** Offset in the text behind the last segment that is kept. */
  readonly spokenTo: number;
  /** The frame at which each segment begins, 24,000 a second. */
  readonly starts: readonly number[];
  readonly frameCount: number;
  /** What its rest must be as loud as; absent in takes of earlier versions. */
  readonly voices?: VoiceGains;
  /** What its sound and its text take up. */
  readonly byteCount: number;
  /** False where the speaking was broken off: the rest of the text can still be spoken. */
  readonly isComplete: boolean;
  /** Pinned takes never make room for others. */
  readonly isPinned: boolean;
}

/** A take as the library shows it. */
export interface ListedTake extends TakeInfo {
  /** Whether it is being spoken at this moment. */
  readonly isOpen: boolean;
}

/** What the library holds. */
export interface LibraryReport {
  /** The newest first. */
  readonly takes: readonly ListedTake[];
  readonly usedBytes: number;
  readonly limitBytes: number;
  /** False where the browser refuses storage: everything is forgotten when the page closes. */
  readonly isLasting: boolean;
  /** Names of the takes that made room for newer ones since the app was opened. */
  readonly evicted: readonly string[];
  /** Names of the takes whose end was not kept, as nothing was left that could make room. */
  readonly cut: readonly string[];
}

/** How a take leaves the library. */
export type ExportFormat = 'wav' | 'flac';

/**
 * Whether an error says that a take is not kept any more: it made room, was deleted, or was nowhere but in a tab that is
 * gone, since storage is full or denied.
 */
export function isForgottenTake(error: unknown): boolean {
  return error instanceof SpeechError && error.code === 'invalid_value';
}
