import { SpeechError, type SpeechErrorCode } from '../../contract/errors.ts';
import { sourceMessages, type MessageKey, type Messages } from '../words/messages.ts';

/** What went wrong, in a form that state can hold: an error of the contract, or one of the page's own. */
export interface Problem {
  readonly code: SpeechErrorCode | 'download_needed' | 'no_sound' | 'lost_connection' | 'unknown';
  /** What the thrower said; shown small, below our own words. */
  readonly detail: string;
}

/** What the person who meets a problem can do next. */
export type WayOn = 'try-again' | 'get-kokoro' | 'download-kokoro' | 'use-built-in' | 'edit-text' | 'reload';

/** A model would have to be fetched before it speaks, which only the user may ask for. */
export class DownloadNeededError extends Error {
  override readonly name = 'DownloadNeededError';
}

/** Converts whatever was thrown to a problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DownloadNeededError) return { code: 'download_needed', detail: '' };
  // Of that, the API says no more than the page.
  if (error instanceof SpeechError && error.code === 'no_speakable_text')
    return { code: error.code, detail: '' };
  if (error instanceof SpeechError) return { code: error.code, detail: error.message };
  if (error instanceof Error) {
    return { code: isLostPeer(error) ? 'lost_connection' : 'unknown', detail: error.message };
  }
  return { code: 'unknown', detail: String(error) };
}

/** Lists what can be done about a problem, the best first. */
export function toWaysOn({ code }: Problem): readonly WayOn[] {
  return waysOn[code] ?? ['try-again'];
}

/** Finds the message that says what to do about a problem. */
export function toAdviceKey({ code }: Problem): MessageKey {
  return hasAdvice(code) ? `problem.advice.${code}` : 'problem.advice.request';
}

type AdvisedCode = keyof Messages['problem']['advice'] & Problem['code'];

/** Faults in a request of somebody's own share one advice. */
function hasAdvice(code: Problem['code']): code is AdvisedCode {
  return Object.hasOwn(sourceMessages.problem.advice, code);
}

function isLostPeer(error: Error): boolean {
  return error.name === 'PeerLostError' || error.name === 'TimeoutError';
}

const waysOn: Partial<Record<Problem['code'], readonly WayOn[]>> = {
  download_needed: ['get-kokoro'],
  no_speakable_text: ['edit-text'],
  string_above_max_length: ['edit-text'],
  string_below_min_length: ['edit-text'],
  model_unavailable: ['try-again', 'use-built-in'],
  model_corrupt: ['download-kokoro', 'use-built-in'],
  model_loading: ['try-again', 'use-built-in'],
  storage_full: ['try-again', 'use-built-in'],
  synthesis_failed: ['try-again', 'use-built-in'],
  engine_unavailable: ['try-again', 'reload'],
  lost_connection: ['try-again', 'reload'],
  unknown: ['try-again', 'use-built-in'],
};
