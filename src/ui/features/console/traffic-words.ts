import type { RequestLogEntry } from '../../../browser/console-service.ts';

const none = '';

/** Says how a request stands: its status, or what became of it without one. */
export function toStatusText({ status, durationMs, error }: RequestLogEntry): string {
  if (error === 'aborted') return 'Cancelled';
  if (status === null) return durationMs === null ? 'Waiting' : 'Failed';
  return durationMs === null ? `${status}, streaming` : String(status);
}

/** Whether a request went wrong. */
export function isBad({ status, error }: RequestLogEntry): boolean {
  return error !== null || (status !== null && status >= 400);
}

/** Says a time, short: `340 ms`, `12.5 s`. */
export function toTime(milliseconds: number | null): string {
  if (milliseconds === null) return none;
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Says an amount of bytes: `820 B`, `44 kB`, `1.2 MB`. */
export function toSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Says how long the answer took for each second of its sound, the wait for other requests not counted. */
export function toRealTimeFactor({ audioSeconds, durationMs, queueMs }: RequestLogEntry): string {
  if (audioSeconds === null || audioSeconds <= 0 || durationMs === null) return none;
  return ((durationMs - (queueMs ?? 0)) / 1000 / audioSeconds).toFixed(2);
}

/** Names the page that asked, as far as the browser tells. */
export function toClient({ client }: RequestLogEntry): string {
  return client === '' ? none : client.slice(0, 8);
}
