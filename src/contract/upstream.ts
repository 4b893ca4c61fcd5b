import { SpeechError } from './errors.ts';

/**
 * When a request is sent to another service: only when it asks for that, or also when this device is too slow or cannot
 * speak.
 */
export const upstreamOccasions = ['asked', 'slow', 'unavailable'] as const;

/** Another service with OpenAI's audio API, which may speak in the place of this device. */
export interface Upstream {
  /** Where its paths begin, with the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token; nothing is sent where it is left out. */
  readonly apiKey?: string;
  readonly when: (typeof upstreamOccasions)[number];
}

/** What the name of a model begins with that the other service speaks: `upstream/tts-1` is its `tts-1`. */
export const UPSTREAM_PREFIX = 'upstream/';

/** Checks what a page says of a service. Throws `invalid_value` for an address, a key or an occasion that is none. */
export function requireUpstream(upstream: Upstream): Upstream {
  if (!isServiceAddress(upstream.baseUrl)) {
    throw new SpeechError('invalid_value', "'upstream.baseUrl' must be an address of http or https.");
  }
  if (upstream.apiKey !== undefined && !isServiceKey(upstream.apiKey)) {
    throw new SpeechError(
      'invalid_value',
      "'upstream.apiKey' must be text of printable ASCII characters alone, as a header can hold no others.",
    );
  }
  if (!upstreamOccasions.includes(upstream.when)) {
    throw new SpeechError(
      'invalid_value',
      `'upstream.when' must be one of: ${upstreamOccasions.join(', ')}.`,
    );
  }
  return upstream;
}

/** Whether a text is an absolute address of http or https, without credentials, a query or a fragment. */
export function isServiceAddress(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

/** Whether a key can be sent as a header: a browser refuses other characters before it asks the service. */
export function isServiceKey(text: unknown): text is string {
  return typeof text === 'string' && /^[\x20-\x7e]*$/.test(text);
}
