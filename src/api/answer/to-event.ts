import type { Bytes } from '../jobs/shared-answer.ts';

/** Wraps data in a server-sent event. Only `data:` lines: others crash or silence one SDK or the other. */
export function toEvent(data: object | '[DONE]'): Bytes {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return new TextEncoder().encode(`data: ${text}\n\n`);
}
