import { isAtStart, matchAt, type Reading, say, type Scan } from '../scan/scan.ts';

const lifeDate =
  /([bdr])\.(?= ?(?:(?:c\.|ca\.|circa) ?)?(?:\d{3,4}(?!\d)|\d{1,2} (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{L}*\.? \d))/uy;
const lifeWords: Readonly<Record<string, string>> = { b: 'born', d: 'died', r: 'reigned' };
/** `17th-c.`, `the 1st c. CE`; behind the figure a lower case letter alone is short for nothing else. */
const century = /c\.(?!\p{L})/uy;
const behindOrdinal = /\d(?:st|nd|rd|th)[ -]$/u;
const beforeEra = /c\.(?= (?:AD|A\.D\.|BC|CE) ?\d)/uy;

/** Reads what historians shorten: `b. 1950`, `d. 13 Aug. 1910`, `r. 1558–1603`, `17th-c.`, `c. AD 79`. */
export function readHistory({ text, grammar }: Scan, at: number): Reading | null {
  if (!grammar.language.startsWith('en') || !isAtStart(text, at)) return null;
  const life = matchAt(lifeDate, text, at);
  if (life !== null) return say(lifeWords[life[1] ?? ''] ?? '', at, at + 2);
  if (matchAt(beforeEra, text, at) !== null) return say('circa', at, at + 2);
  if (matchAt(century, text, at) === null || !behindOrdinal.test(text.slice(Math.max(0, at - 4), at)))
    return null;
  // The point of the last word is the sentence's own.
  const isLast = /^["'”’»)\]\s]*$/u.test(text.slice(at + 2));
  return say('century', at, isLast ? at + 1 : at + 2);
}
