import { type Reading, say, type Scan, toForm, wordBefore } from '../scan/scan.ts';

/** `Via Roma, 12 - 20121 Milano` */
const postalCode = /^ \d{5} \p{Lu}/u;
const termBefore = /(?<![\p{L}\p{M}\p{N}.'_-])(?:\d{0,4}\p{Ll}|\d{1,6}|[xynt])$/u;
const termBehind = /^-(?:\d{1,6}(?:\.\d{1,6})?|\d{0,4}\p{Ll})(?![\p{L}\p{M}\p{N}'-]|[.,]\d)/u;
const sumBefore = /(?:[=+*×÷^−]|(?:^|[^\p{L}\p{M}\p{N}])\(|(?<![\p{L}\p{M}\p{N}])\p{L}\()\s?$/u;
const sumBehind = /^(?: ?[=≤≥≠^²³×]| [+*<>] )/u;

/** `(1-a)`: an item, where no power and no sign stands behind the bracket. */
const label = /^\d+-[a-j]\)(?![²³⁴-⁹^!*/]| ?[=+×÷−*/])/u;
const article = /^(?:an?|the|el|la|un|una|il|lo|le|une|o|um|uma)$/u;

const countdown = /^-\d{1,3} (?:seconds?|minutes?|hours?|days?|weeks?)(?!\p{L})/u;

/** `f(x-1)`, `y = x-1`: what stands around the hyphen says that it is a minus sign. */
function isDifference(scan: Scan, at: number): boolean {
  const { text, grammar } = scan;
  const before = text.slice(Math.max(0, at - 12), at);
  // `t-10 minutes`
  if (/(?<!\p{L})t$/u.test(before) && countdown.test(text.slice(at, at + 14))) return true;
  const term = termBefore.exec(before)?.[0];
  const [behind] = termBehind.exec(text.slice(at, at + 16)) ?? [];
  if (term === undefined || behind === undefined || !/\p{L}/u.test(term + behind)) return false;
  const from = at - term.length;
  const end = at + behind.length;
  const left = before.slice(0, before.length - term.length);
  if (/(?:^|\p{L} )\($/u.test(left) && label.test(text.slice(from, end + 4))) return false;
  if (sumBefore.test(left) || sumBehind.test(text.slice(end, end + 3))) return true;
  if (!/^\d{0,3}[xynt]$/u.test(term) || !/^-\d{1,2}$/u.test(behind)) return false;
  if (/\d/u.test(term)) return true;
  // `n-95 mask`, `plan x-2`
  const word = wordBefore(text, from);
  const isNamed = word !== '' && (article.test(word) || !grammar.functionWords.has(word));
  return !isNamed && !toForm(scan, end).isBeforeNoun;
}

/** `x = -b`, `f(-x)`, `-b ± 2`: a sign of arithmetic, or a function, makes the letter no option of a program. */
function isNegative(text: string, at: number): boolean {
  if (!/^-\p{Ll}(?![\p{L}\p{M}'’-])/u.test(text.slice(at, at + 3))) return false;
  const before = text.slice(Math.max(0, at - 3), at);
  if (/[=×÷*^<>≤≥≈±] ?$/u.test(before) || /(?<!\p{L})\p{Ll}\($/u.test(before)) return true;
  return /(?:^|[\s(])$/u.test(before) && /^(?:[²³]? [±+×÷=] |[²³])/u.test(text.slice(at + 2, at + 6));
}

/** A minus sign stands before a number, or between two with space around it. */
export function readMinus(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const before = text.slice(Math.max(0, at - 3), at);
  const after = text.slice(at + 1, at + 4);
  const isTrue = text.charAt(at) === '−';
  if (
    !/[\p{L}\p{N})]$/u.test(before) &&
    !/[*•]{4}$|[*•]-[*•]{1,2}$/u.test(text.slice(Math.max(0, at - 4), at)) &&
    /^ ?[.]?[\d\p{Sc}]/u.test(after) &&
    (isTrue || !after.startsWith(' '))
  ) {
    // `-20°–-10°`
    const isSecond = /[\d°%CF]–$/u.test(before);
    return /[–-]$/u.test(before) && !isSecond ? null : say(grammar.numbers.minus, at, at + 1);
  }
  const isBetween = /[\p{N}\p{L})²³] $/u.test(before) && /^ [\p{N}\p{L}(]/u.test(after);
  if (!isTrue && (isDifference(scan, at) || isNegative(text, at)))
    return say(grammar.numbers.minus, at, at + 1);
  const isSum =
    isBetween &&
    /[\d²³]\)? $/u.test(before) &&
    /^ \(?\d/u.test(after) &&
    !postalCode.test(text.slice(at + 1, at + 9));
  return isTrue || isSum ? say(grammar.numbers.minus, at, at + 1) : null;
}
