import { matchAt, type Reading, say, type Scan } from '../scan/scan.ts';
import { toSpanishRank } from './roman.ts';

const written = /(?:([1-4])T|T([1-4]))(?: (?:de |del )?((?:19|20)\d\d)|(?<=\dT)(\d\d))(?![\p{L}\p{N}])/uy;

/** Reads a quarter of a year as reports have it: `1T24`, `T1 2024`, `1T de 2024`. */
export function readQuarter({ text, grammar }: Scan, at: number): Reading | null {
  const { language, numbers } = grammar;
  if (!/^(?:es|fr|it|pt-br)$/u.test(language) || /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return null;
  const match = matchAt(written, text, at);
  if (match === null) return null;
  const [whole, first, second, year, short = ''] = match;
  const rank = numbers.ordinal(first ?? second ?? '', 'm');
  const link = /^(?:es|pt-br)$/u.test(language) ? 'de ' : '';
  const spoken = `${language === 'es' ? toSpanishRank(rank) : rank} trimestre ${link}${numbers.year(year ?? `20${short}`)}`;
  return say(spoken, at, at + whole.length);
}
