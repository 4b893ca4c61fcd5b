import { SpeechError } from '../../contract/errors.ts';
import { joinBytes } from '../../std/join.ts';

/** Where the values of a form come from: a body, or a query. */
type FormValues = Iterable<[string, string | File]>;

/** The fields of a form, whose names may end in `[]` or `[0]` and whose values are text, whatever they mean. */
export class FormFields {
  readonly #form: FormValues;

  constructor(form: FormValues) {
    this.#form = form;
  }

  /** The file of that name. Throws where there is none, or where it is empty or no file. */
  file(name: string): File {
    const [value] = this.#values(name);
    if (value === undefined) {
      const message = `Missing required parameter: '${name}'.`;
      throw new SpeechError('missing_required_parameter', message, { param: name });
    }
    if (typeof value === 'string') {
      const message = `Invalid type for '${name}': expected a file, but got a string instead.`;
      throw new SpeechError('invalid_type', message, { param: name });
    }
    if (value.size > 0) return value;
    throw new SpeechError('invalid_value', 'The uploaded file is empty.', { param: name });
  }

  /** Every text of that name, in order. Throws where one is a file. */
  texts(name: string): readonly string[] {
    return this.#values(name).map((value) => {
      if (typeof value === 'string') return value;
      const message = `Invalid type for '${name}': expected a string, but got a file instead.`;
      throw new SpeechError('invalid_type', message, { param: name });
    });
  }

  /** The last text of that name; undefined where there is none, or an empty one. */
  text(name: string): string | undefined {
    const text = this.texts(name).at(-1);
    return text === '' ? undefined : text;
  }

  /** A number, where the text is one; other text is given back for the validator to refuse. */
  number(name: string): number | string | undefined {
    const text = this.text(name);
    return text !== undefined && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim())
      ? Number(text)
      : text;
  }

  /** A boolean, where the text is one; other text is given back for the validator to refuse. */
  boolean(name: string): boolean | string | undefined {
    const text = this.text(name);
    const meaning = { true: true, 1: true, false: false, 0: false }[text?.trim().toLowerCase() ?? ''];
    return meaning ?? text;
  }

  #values(name: string): readonly (string | File)[] {
    const isItem = (key: string): boolean =>
      key === name || (key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length)));
    return [...this.#form].filter(([key]) => isItem(key)).map(([, value]) => value);
  }
}

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
  const head = /name="?file"?(?=\r\ncontent-type:[ \t]*(?![ \t]|text\/))/i.exec(
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
