import { matchAt, type Reading, say, type Scan } from '../scan/scan.ts';

const citation = /(?:\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed)(?:[,;–-] ?\d{1,3}){0,20}\])+/iuy;
const modelCitation = /【[^【】]{0,60}】|\uE200[^\uE201]{0,200}\uE201/uy;
const raised = /[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*/uy;
const trademark = /[™®℠]/uy;

/** Citations and marks of footnotes are silent, as are signs of registration behind a name. */
export function readFootnote({ text }: Scan, at: number): Reading | null {
  const before = text.slice(Math.max(0, at - 2), at);
  const cited = before === '' ? null : matchAt(citation, text, at);
  const match =
    matchAt(modelCitation, text, at) ??
    ((cited !== null && !/[\p{L}_]$/u.test(before)) || (cited !== null && /\p{Ll}$/u.test(before))
      ? cited
      : null) ??
    (/[\p{Ll}.,;:!?)”"»]$/u.test(before) ? matchAt(raised, text, at) : null) ??
    (before === '' ? null : matchAt(trademark, text, at));
  return match === null ? null : say('', at, at + match[0].length);
}
