import type { Bytes } from '../jobs/shared-answer.ts';

/** The first and the last byte of a range, both included. */
interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const rangePattern = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i;

/** Whether a `Range` header asks for all there is, as the first request of a media element does in most browsers. */
export function isFromStart(header: string | null): boolean {
  const match = rangePattern.exec(header ?? '');
  // What is not understood is ignored, as RFC 9110 (14.2) says; so are several ranges at once.
  if (match === null) return true;
  const [, first = '', last = ''] = match;
  return last === '' && (first === '' || Number(first) === 0);
}

/** Whether the first byte is among those that a `Range` header asks for. */
export function hasFirstByte(header: string | null): boolean {
  const [, first = '0'] = rangePattern.exec(header ?? '') ?? [];
  return first !== '' && Number(first) === 0;
}

/** Answers a request for a file, or for a range of its bytes: with 200, 206, or 416 where it has no such bytes. */
export function toFileResponse(
  bytes: Bytes,
  headers: Readonly<Record<string, string>>,
  header: string | null,
): Response {
  const total = bytes.byteLength;
  const range = parseRange(header, total);
  const common = { ...headers, 'accept-ranges': 'bytes' };
  if (range === null) {
    return new Response(bytes, { headers: { ...common, 'content-length': String(total) } });
  }
  if (range === 'unsatisfiable') {
    const unmet = { ...common, 'content-length': '0', 'content-range': `bytes */${total}` };
    return new Response(null, { status: 416, headers: unmet });
  }
  const { first, last } = range;
  return new Response(bytes.subarray(first, last + 1), {
    status: 206,
    headers: {
      ...common,
      'content-length': String(last - first + 1),
      'content-range': `bytes ${first}-${last}/${total}`,
    },
  });
}

function parseRange(header: string | null, total: number): ByteRange | 'unsatisfiable' | null {
  const match = rangePattern.exec(header ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const count = Math.min(Number(last), total);
    return count === 0 ? 'unsatisfiable' : { first: total - count, last: total - 1 };
  }
  if (last !== '' && Number(last) < Number(first)) return null;
  if (Number(first) >= total) return 'unsatisfiable';
  return { first: Number(first), last: last === '' ? total - 1 : Math.min(Number(last), total - 1) };
}
