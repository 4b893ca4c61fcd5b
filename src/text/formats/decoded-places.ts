import type { SourceRange } from '../../contract/script.ts';

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

/** Finds the range of the source that each unit of a decoded text came from; its value is that of `start` to `end`. */
export function placeDecoded(
  source: string,
  { value, start, end }: { readonly value: string; readonly start: number; readonly end: number },
): SourceRange[] {
  let at = start;
  const isLiteral = value.length === end - start;
  return value.split('').map((unit, index) => {
    if (isLiteral) return { start: start + index, end: start + index + 1 };
    const place = findEnd(source, { unit, at, end });
    at = place.end;
    return place;
  });
}

/** Finds the source of the next unit of a decoded text: itself, an escape, or what stands behind the prefix of a line. */
function findEnd(
  source: string,
  { unit, at, end }: { readonly unit: string; readonly at: number; readonly end: number },
): SourceRange {
  if (source.charAt(at) === '\\' && source.charAt(at + 1) === unit) return { start: at, end: at + 2 };
  entity.lastIndex = at;
  const escaped = source.charAt(at) === '&' ? entity.exec(source) : null;
  // HTML knows some escapes without their semicolon, so that of `&ltp;` ends where the parser says.
  if (escaped !== null) return { start: at, end: Math.min(at + escaped[0].length, end) };
  if (source.charAt(at) === unit) return { start: at, end: at + 1 };
  // White space and signs at the start of a line, as quotations have them.
  let next = at;
  while (next < end && /[\s>]/.test(source.charAt(next))) next += 1;
  if (source.charAt(next) === unit) return { start: next, end: next + 1 };
  return { start: Math.min(at, end), end: Math.min(at, end) };
}
