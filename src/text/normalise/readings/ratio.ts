import { matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';

const ratio = /(\d{1,5}) ?: ?(\d{1,5})(?![\d:]|\.\d)/uy;
const ratioWords = new Set(['ratio', 'odds', 'of', 'scale', 'proportion', 'proporción', 'rapport', 'rapporto', 'proporção']); // prettier-ignore

/** Reads two numbers with a colon that are no time of day: `16:9`, `3:1`. */
export function readRatio(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(ratio, text, at);
  if (match === null || /[\d:.,]/u.test(text.charAt(at - 1))) return null;
  const [written, first = '', second = ''] = match;
  const isClock = /^\d\d$/u.test(second) && Number(second) < 60 && Number(first) < 25;
  if (isClock && !ratioWords.has(wordBefore(text, at))) return null;
  if (written.includes(' ') && isClock) return null;
  const form = { gender: 'm', isBeforeNoun: false } as const;
  const { numbers } = grammar;
  return say(
    `${numbers.cardinal(first, form)} ${grammar.symbols['ratio'] ?? numbers.to} ${numbers.cardinal(second, form)}`,
    at,
    at + written.length,
  );
}
