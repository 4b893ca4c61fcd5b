import { joinBytes } from '../../std/join.ts';
import { SpeechError } from '../../contract/errors.ts';

/** Largest upload, in bytes. */
export const MAX_UPLOAD_BYTES = 26_214_400;

/**
 * Reads a form. Rejects with `invalid_multipart`, or with `upload_too_large`, which is found out by reading:
 * `Content-Length` is invisible in a service worker.
 */
export async function readMultipart(request: Request): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) throw createInvalid();
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_UPLOAD_BYTES) {
    const message = `Maximum content size limit (${MAX_UPLOAD_BYTES}) exceeded (${bytes.byteLength} bytes read)`;
    throw new SpeechError('upload_too_large', message);
  }
  const parse = (body: ArrayBuffer): Promise<FormData> =>
    new Response(body, { headers: { 'content-type': type } }).formData();
  try {
    const form = await parse(bytes);
    return typeof form.get('file') === 'string' ? await parse(nameFile(bytes)) : form;
  } catch (error) {
    throw createInvalid(error);
  }
}

/**
 * Names the file in its part's head. Without a name, which Node leaves out where it is empty, the part would be read as
 * text, although its type says that it is none.
 */
function nameFile(form: ArrayBuffer): ArrayBuffer {
  const bytes = new Uint8Array(form);
  const head = /name="?file"?(?=\r\ncontent-type: *(?!text\/))/i.exec(
    new TextDecoder('latin1').decode(bytes),
  );
  if (head === null) return form;
  const end = head.index + head[0].length;
  const name = new TextEncoder().encode('; filename="file"');
  return joinBytes([bytes.subarray(0, end), name, bytes.subarray(end)]).buffer;
}

function createInvalid(cause?: unknown): SpeechError {
  return new SpeechError('invalid_multipart', 'Could not parse multipart form', { cause });
}
