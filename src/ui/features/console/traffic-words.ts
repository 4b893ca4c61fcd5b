import type { RequestLogEntry } from '../../../contract/request-log.ts';
import type { Words } from '../../words/words.ts';

/** Says how a request stands: its status, or what became of it without one. */
export function toStatusText({ status, durationMs, error }: RequestLogEntry, { say }: Words): string {
  if (error === 'aborted') return say('api.cancelled');
  if (status === null) return say(durationMs === null ? 'api.pending' : 'api.failed');
  return durationMs === null ? say('api.streaming', { status: String(status) }) : String(status);
}

/** Whether a request went wrong. */
export function isBad({ status, error }: RequestLogEntry): boolean {
  return error !== null || (status !== null && status >= 400);
}

/** Says how long the answer took for each second of its sound, the wait for other requests not counted. */
export function toRealTimeFactor(
  { audioSeconds, durationMs, queueMs }: RequestLogEntry,
  { number }: Words,
): string {
  if (audioSeconds === null || audioSeconds <= 0 || durationMs === null) return '';
  const factor = (durationMs - (queueMs ?? 0)) / 1000 / audioSeconds;
  return number(factor, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Names the page that asked, as far as the browser reports it. */
export function toClient({ client }: RequestLogEntry): string {
  return client.slice(0, 8);
}
