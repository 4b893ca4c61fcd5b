import { matchAt, type Reading, type Scan } from '../scan/scan.ts';

const dots = /\.(?: ?\.){2,20}/uy;
const dashes = /-{2,20}/uy;
const spacedDash = /[-–](?= |$)/uy;
const pausing = /[.,;:!?…—"'’()“”«»„‹›‘‚¿¡।॥。、！？；：，]/uy;

/** Punctuation that the voices know; any other is silent. */
export function readMark({ text }: Scan, at: number): Reading {
  const part = (spoken: string, end: number): Reading => ({
    end,
    parts: [{ spoken, start: at, end, kind: spoken === '' ? 'silent' : 'mark' }],
  });
  const row = matchAt(dots, text, at);
  if (row !== null) return part('…', at + row[0].length);
  const long = matchAt(dashes, text, at);
  const isFirst = text.search(/\S/u) === at;
  if (long !== null) return part(isFirst ? '' : '—', at + long[0].length);
  // A dash at the beginning is the mark of a list or of a speaker.
  if (isFirst && /[-–—]/u.test(text.charAt(at))) return part('', at + 1);
  if (matchAt(spacedDash, text, at) !== null && /\s/u.test(text.charAt(at - 1))) return part('—', at + 1);
  if (text.charAt(at) === '–') return part('—', at + 1);
  if (matchAt(pausing, text, at) !== null) return part(text.charAt(at), at + 1);
  const length = String.fromCodePoint(text.codePointAt(at) ?? 0).length;
  return part('', at + length);
}
