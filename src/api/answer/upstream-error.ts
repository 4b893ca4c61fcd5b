import { toJsonResponse } from './response-headers.ts';

/** What callers do by: whether and when to ask again. */
const advice = ['retry-after', 'retry-after-ms', 'x-should-retry'];

/** The rest of an error page says no more. */
const MOST_CHARACTERS = 500;

/**
 * Converts an error of another service to one in OpenAI's form, with the service's own status and advice. What is in that
 * form already keeps its message, type, parameter and code.
 */
export async function toUpstreamError(response: Response): Promise<Response> {
  const { status, headers } = response;
  const text = await response.text().catch(() => '');
  const kept = advice.flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const answer = toJsonResponse({ error: toError(status, text) }, { status });
  for (const [name, value] of [...kept, ['x-sotto-engine', 'upstream'] as const])
    answer.headers.set(name, value);
  return answer;
}

function toError(status: number, text: string): Readonly<Record<string, string | null>> {
  const body = parse(text);
  const given = toRecord(body['error']);
  const message = toText(given['message']) ?? toMessage(body) ?? toText(text.trim());
  return {
    message: message ?? `The other service answered ${status}.`,
    type: toText(given['type']) ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
    param: toText(given['param']) ?? null,
    code: toText(given['code']) ?? null,
  };
}

/** Other services have forms of their own: `{ message }`, or FastAPI's `{ detail }`, a text or an object. */
function toMessage({ message, error, detail }: Readonly<Record<string, unknown>>): string | undefined {
  return toText(message) ?? toText(error) ?? toText(detail) ?? toText(toRecord(detail)['message']);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, MOST_CHARACTERS) : undefined;
}
