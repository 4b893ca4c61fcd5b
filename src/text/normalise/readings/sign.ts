import { matchAt, type Reading, say, type Scan, spell } from '../scan/scan.ts';
import { nameLetter } from './formula.ts';

const arrow = /<?(?:->|=>|-->|==>|→|⇒|⟶|➔|➜|►|▶)/uy;
const backArrow = /(?:<--?|←|⇐)(?=[\s\p{L}])/uy;
const comparison = /(?:<=|>=|!=|==|<>|\+\/-|\+-|<|>|=|≥|≤|≠|≈|~|±|×|÷|∓|≡|∼|≅|≪|≫)/uy;
const letterRange = /([A-Za-z])[–-]([A-Za-z])(?![\p{L}\p{N}'-])/uy;
const variable = /([b-hj-zB-HJ-Z]|[aI](?= ?[=<>≤≥≠+*/^×]))(?= ?[=<>≤≥≠+×^]| \*| -| −|$)/uy;
const footnote = /[*†‡§]{1,3}(?=[\s.,;:!?)"'”’]|$)/uy;
const optionalPlural = /\((s|es)\)(?!\p{L})/uy;
const withSlash = /(w\/o|w\/|c\/o|n\/a|b\/c|a\/c)(?![\p{L}\p{N}])/iuy;
const alternative = /\/(?=\p{L})/uy;

/** Words for signs, by what stands around them; a sign that only decorates is silent. */
export function readSign(scan: Scan, at: number): Reading | null {
  const { text, grammar, options } = scan;
  if (!options.replaceRemainingSymbols) return null;
  const slashed = /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? null : matchAt(withSlash, text, at);
  if (slashed !== null) {
    const written = slashed[1] ?? '';
    if (/^\p{Lu}\/\p{Lu}$/u.test(written)) return say(spell(scan, written.replace('/', '')), at, at + 3);
    const words = grammar.symbols[written.toLowerCase()];
    if (words !== undefined) return say(words, at, at + slashed[0].length);
  }
  return readComparison(scan, at) ?? readArithmetic(scan, at) ?? readLetters(scan, at);
}

function named({ grammar }: Scan, sign: string, at: number): Reading | null {
  const words = Object.hasOwn(grammar.signs, sign) ? grammar.signs[sign] : undefined;
  return words === undefined ? null : say(words, at, at + sign.length);
}

function readComparison(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const right = matchAt(arrow, text, at) ?? matchAt(backArrow, text, at);
  if (right !== null) return say(grammar.signs['→'] ?? '', at, at + right[0].length);
  const match = matchAt(comparison, text, at);
  if (match === null) return null;
  const sign = match[0];
  // A quotation mark of mails at the start of a line, and a tag of markup, compare nothing.
  if (sign === '>' && at === 0 && /^> ?[\p{L}"“]/u.test(text)) return say('', at, at + 1);
  if (
    sign === '<' &&
    /^<\/?\p{L}[\p{L}\p{N}]*(?: [^<>]{0,200})?\/?>/u.test(text.slice(at, at + 260)) &&
    !/^<\p{L} /u.test(text.slice(at, at + 3))
  )
    return say('', at, at + 1);
  if (sign === '>' && isMarkupEnd(text, at)) return say('', at, at + 1);
  const isFirst =
    /^\s*\(?$/u.test(text.slice(Math.max(0, at - 3), at)) ||
    !/[\p{L}\p{N})\]°%]\s*$/u.test(text.slice(Math.max(0, at - 3), at));
  const alone = isFirst ? grammar.signs[`_${sign}`] : undefined;
  if (alone !== undefined) return say(alone, at, at + sign.length);
  if (sign === '~' && !/^~ ?[\d$€£]/u.test(text.slice(at, at + 3))) return say('', at, at + 1);
  return named(scan, sign, at);
}

/** Whether a `>` closes a tag or an address in angle brackets. */
function isMarkupEnd(text: string, at: number): boolean {
  const open = text.lastIndexOf('<', at);
  if (open < 0 || at - open > 260) return false;
  return (
    /^<\/?\p{L}[^<>]*$/u.test(text.slice(open, at)) &&
    !/^<\p{L} /u.test(text.slice(open, open + 3)) &&
    !/^<\p{L}\p{P}/u.test(text.slice(open, open + 3))
  );
}

function readArithmetic(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const sign = text.charAt(at);
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + 1, at + 3);
  const plural = matchAt(optionalPlural, text, at);
  if (plural !== null && scan.options.optionalPluralizationNormalization && /\p{L}$/u.test(before))
    return null;
  const mark = matchAt(footnote, text, at);
  if (mark !== null && /[\p{L}\p{N}.)"”%]$/u.test(before) && sign !== '§')
    return say('', at, at + mark[0].length);
  if (sign === '*') {
    const isProduct =
      /[\p{N}\p{L})] ?$/u.test(before) &&
      /^ ?[\p{N}\p{L}(]/u.test(after) &&
      before.endsWith(' ') === after.startsWith(' ') &&
      (before.endsWith(' ') || /\d$/u.test(before));
    return say(isProduct ? (grammar.signs['×'] ?? '') : '', at, at + 1);
  }
  if (sign === '-' || sign === '−') return readMinus(scan, at);
  if (sign === '/' && matchAt(alternative, text, at) !== null && /\p{L}$/u.test(before))
    return say(grammar.signs['_/_'] ?? '', at, at + 1);
  if (sign === '#' && /^(?: |#)/u.test(after)) return say('', at, at + 1);
  if (sign === '&' && after.startsWith('&')) return say(grammar.signs['&'] ?? '', at, at + 2);
  return named(scan, sign, at);
}

/** A minus sign stands before a number, or between two with space around it. */
function readMinus(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const before = text.slice(Math.max(0, at - 3), at);
  const after = text.slice(at + 1, at + 4);
  const isTrue = text.charAt(at) === '−';
  if (
    !/[\p{L}\p{N})]$/u.test(before) &&
    /^ ?[.]?[\d\p{Sc}]/u.test(after) &&
    (isTrue || !after.startsWith(' '))
  ) {
    return /[–-]$/u.test(before) ? null : say(grammar.numbers.minus, at, at + 1);
  }
  const isBetween = /[\p{N}\p{L})²³] $/u.test(before) && /^ [\p{N}\p{L}(]/u.test(after);
  const isSum = isBetween && /\d\)? $/u.test(before) && /^ \(?\d/u.test(after);
  return isTrue || isSum ? say(grammar.numbers.minus, at, at + 1) : null;
}

function readLetters(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  if (/[\p{L}\p{M}\p{N}'’]/u.test(text.charAt(at - 1))) return null;
  const range = matchAt(letterRange, text, at);
  if (range !== null && (range[1] ?? '').toUpperCase() < (range[2] ?? '').toUpperCase()) {
    const [first, last] = [nameLetter(scan, range[1] ?? ''), nameLetter(scan, range[2] ?? '')];
    return say(`${first} ${grammar.numbers.to} ${last}`, at, at + range[0].length);
  }
  const match = matchAt(variable, text, at);
  return match === null ? null : say(nameLetter(scan, match[0]), at, at + 1);
}
