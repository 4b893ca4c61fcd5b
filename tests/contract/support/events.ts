/** Reads the JSON of each `data:` line, by hand as callers of the OpenAI SDK must. */
export function toEvents(text: string): Record<string, unknown>[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((event) => JSON.parse(event.slice('data: '.length)) as Record<string, unknown>);
}

/** Joins the audio of events that hold it as base64 under `key`. */
export function toAudio(events: readonly Record<string, unknown>[], key: string): Buffer {
  return Buffer.concat(events.map((event) => Buffer.from(String(event[key]), 'base64')));
}
