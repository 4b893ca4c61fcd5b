import type { ResumePoint } from '../contract/speech-course.ts';

/** Names a page's place in an answer that broke with its service worker; only the page's own `speech.fetch` sends it. */
export const RESUME_HEADER = 'x-sotto-resume';

/** A place without a course: the server worker that gave the answer remembers that. */
export type ResumePlace = Omit<ResumePoint, 'course'>;

/** Writes a place as the value of the header. */
export function writeResumePlace({ requestId = '', byteCount, hash }: ResumePlace): string {
  return `${requestId} ${byteCount} ${hash}`;
}

/** Reads the value of the header; undefined where it names no place. */
export function readResumePlace(value: string | null): ResumePlace | undefined {
  const match = /^(req_[0-9a-f]{32}) (\d{1,15}) ([0-9a-f]{16})$/.exec(value ?? '');
  if (match === null) return undefined;
  const [, requestId, byteCount, hash = ''] = match;
  return { requestId, byteCount: Number(byteCount), hash };
}
