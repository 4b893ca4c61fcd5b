import casesJson from '../cases.json' with { type: 'json' };

/** One case of `cases.json`: a request in a portable form, and what its answer must be. */
export interface ContractCase {
  readonly name: string;
  readonly request: {
    readonly method: string;
    /** A path, or an absolute URL on a host that is answered for. */
    readonly path: string;
    /** Without a content type, a JSON body is sent as a Blob. */
    readonly headers: Readonly<Record<string, string>>;
    /** An object is sent as JSON, a string verbatim; `$multipart` is a form, `$repeat` a repeated string. */
    readonly body: unknown;
  };
  readonly expect: {
    readonly status: number;
    /** Without parameters; null where there must be none. */
    readonly contentType: string | null;
    readonly bodyPrefixHex?: string;
    /** Exact values; `*` stands for any. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly errorType?: string;
    readonly errorParam?: string | null;
    readonly errorCode?: string | null;
    readonly notes?: string;
    /** Whether a speech-to-text model is installed; absent where it does not matter. */
    readonly phase?: 'stt-absent' | 'stt-present';
  };
}

const cases = casesJson as unknown as readonly ContractCase[];

/** The cases for a Sotto without a speech-to-text model. */
export const currentCases = cases.filter(({ expect: { phase } }) => phase !== 'stt-present');

/** The cases for a Sotto that has one. */
export const hearingCases = cases.filter(({ expect: { phase } }) => phase !== 'stt-absent');

interface MultipartItem {
  readonly name: string;
  readonly value?: string;
  readonly filename?: string;
  readonly type?: string;
  readonly $silenceWav?: { readonly seconds: number; readonly rate: number };
}

/** Converts a case to the request it describes. */
export function toCaseRequest({ request }: ContractCase, origin: string): Request {
  const body = toBody(request.body, request.headers);
  return new Request(new URL(request.path, origin), {
    method: request.method,
    headers: request.headers,
    ...(body === null ? {} : { body }),
  });
}

function toBody(body: unknown, headers: Readonly<Record<string, string>>): BodyInit | null {
  if (body === null) return null;
  if (typeof body === 'string') return body;
  if (typeof body === 'object' && '$multipart' in body) return toForm(body.$multipart as MultipartItem[]);
  const text = JSON.stringify(expand(body));
  // A Blob without a type leaves the content type away, which a string would not.
  return Object.keys(headers).length === 0 ? new Blob([text]) : text;
}

function expand(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('$repeat' in value) {
    const [text, count] = value.$repeat as [string, number];
    return text.repeat(count);
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, expand(entry)]));
}

function toForm(items: readonly MultipartItem[]): FormData {
  const form = new FormData();
  for (const { name, value = '', filename, type = '', $silenceWav } of items) {
    if ($silenceWav === undefined) form.append(name, value);
    else form.append(name, new File([createSilence($silenceWav)], filename ?? 'file', { type }));
  }
  return form;
}

function createSilence({ seconds, rate }: { readonly seconds: number; readonly rate: number }): ArrayBuffer {
  const dataBytes = seconds * rate * 2;
  const view = new DataView(new ArrayBuffer(44 + dataBytes));
  const write = (offset: number, text: string): void => {
    for (let i = 0; i < text.length; i++) view.setUint8(offset + i, text.charCodeAt(i));
  };
  write(0, 'RIFF');
  view.setUint32(4, 36 + dataBytes, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, dataBytes, true);
  return view.buffer;
}
