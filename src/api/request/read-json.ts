import { joinBytes } from '../../std/join.ts';
import { SpeechError } from '../../contract/errors.ts';

/** A JSON body, as text and parsed. */
export interface JsonBody {
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

const jsonType = /^(application\/json|[^/;]+\/[^/;]+\+json)$/i;

/**
 * Reads a JSON object. The length is counted while reading, for `Content-Length` is invisible in a service worker.
 * Rejects with `unsupported_content_type`, `request_too_large`, `invalid_json` or `invalid_type`.
 */
export async function readJson(request: Request): Promise<JsonBody> {
  requireJsonType(request.headers.get('content-type'));
  // The decoder drops a byte order mark and replaces broken UTF-8.
  const text = new TextDecoder().decode(await readBytes(request));
  return { text, fields: requireObject(parse(text)) };
}

function requireJsonType(header: string | null): void {
  if (header === null || header.trim() === '') return;
  const essence = (header.split(';')[0] ?? '').trim();
  if (jsonType.test(essence)) return;
  throw new SpeechError(
    'unsupported_content_type',
    `Unsupported content type: '${essence}'. This API method only accepts 'application/json' requests, ` +
      `but you specified the header 'Content-Type: ${header}'. Please try again with a supported content type.`,
  );
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const body = request.body as ReadableStream<Uint8Array> | null | undefined;
  if (body === null) return new Uint8Array();
  // Firefox has no `Request.body`: https://developer.mozilla.org/docs/Web/API/Request/body
  if (body === undefined) return requireSize(new Uint8Array(await request.arrayBuffer()));
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    byteCount += value.byteLength;
    if (byteCount > MAX_BODY_BYTES) {
      void reader.cancel().catch(() => undefined);
      throw createTooLarge(byteCount);
    }
    chunks.push(value);
  }
  return joinBytes(chunks);
}

function requireSize(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength > MAX_BODY_BYTES) throw createTooLarge(bytes.byteLength);
  return bytes;
}

function createTooLarge(byteCount: number): SpeechError {
  return new SpeechError(
    'request_too_large',
    `Maximum content size limit (${MAX_BODY_BYTES}) exceeded (${byteCount} bytes read)`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SpeechError(
      'invalid_json',
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP " +
        'library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)',
      { cause: error },
    );
  }
}

function requireObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new SpeechError('invalid_type', 'Invalid type for the request body: expected a JSON object.');
}
