import type * as Sotto from '../../../src/page.ts';

type LogEntry = Parameters<Parameters<Sotto.Speech['client']['onRequest']>[0]>[0];

/** How a request ended, as the page sees it. */
export interface Outcome {
  /** Null where `fetch` rejected. */
  readonly status: number | null;
  /** The error's code, where the answer is one, or the name of what was thrown. */
  readonly code: string | null;
  readonly byteCount: number;
}

const log = new Map<string, LogEntry>();
const aborts = new Map<string, AbortController>();
const outcomes = new Map<string, Promise<Outcome>>();

/** Installs Sotto and keeps the log of all requests to it. */
export async function start(settings: { readonly queueLimit?: number }): Promise<void> {
  const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
  const speech = await sotto.installSpeech({ settings });
  speech.client.onRequest((entry) => log.set(entry.id, entry));
}

/** The last state of each speech request, in the order of their arrival. */
export function speechLog(): LogEntry[] {
  return [...log.values()].filter(({ path }) => path === '/v1/audio/speech');
}

/** How many segments the engine has made. */
export async function runs(): Promise<number> {
  return ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs;
}

/** Sends a request under a name, without waiting for its answer. */
export function ask(name: string, body: object): void {
  const abort = new AbortController();
  aborts.set(name, abort);
  outcomes.set(name, send(body, abort.signal));
}

export function abort(name: string): void {
  aborts.get(name)?.abort();
}

/** Waits for the end of the request of that name. */
export function outcome(name: string): Promise<Outcome> {
  return outcomes.get(name) ?? Promise.reject(new Error(`Nothing was asked as ${name}`));
}

async function send(body: object, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ response_format: 'pcm', ...body }),
      signal,
    });
    const bytes = await response.arrayBuffer();
    const { error } = response.ok
      ? { error: { code: null } }
      : (JSON.parse(new TextDecoder().decode(bytes)) as { error: { code: string } });
    return { status: response.status, code: error.code, byteCount: bytes.byteLength };
  } catch (error) {
    return { status: null, code: error instanceof Error ? error.name : String(error), byteCount: 0 };
  }
}
