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
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch (error) {
    throw createInvalid(error);
  }
}

function createInvalid(cause?: unknown): SpeechError {
  return new SpeechError('invalid_multipart', 'Could not parse multipart form', { cause });
}
