import { toUnitSymbol } from '../scan/certain-unit.ts';
import { parseNumeral, sayNumeral } from '../scan/numeral.ts';
import { leaveOut, matchAt, type Reading, say, sayPer, type Scan, spell } from '../scan/scan.ts';
import { readLetter } from './letter.ts';
import { readMarkup } from './markup.ts';
import { readMinus } from './minus.ts';
import { isRangeSign } from './range-sign.ts';
import { parseUnit } from './unit.ts';

const arrow = /<?(?:->|=>|-->|==>|→|⇒|⟶|➔|➜|►|▶)/uy;
const backArrow = /(?:<--?|←|⇐)(?=[\s\p{L}])/uy;
const comparison = /(?:<=|>=|!==?|={2,3}|:=|<>|\+\/-|\+-|<|>|=|≥|≤|≠|≈|~|±|×|÷|∓|≡|∼|≅|≪|≫)/uy;
/** Signs of programs that are said as others are. */
const sameAs: Readonly<Record<string, string>> = { '===': '==', '!==': '!=', ':=': '=' };
const footnote = /[*†‡§]{1,3}(?=[\s.,;:!?)"'”’]|$)/uy;
const optionalPlural = /\((s|es)\)(?!\p{L})/uy;
const withSlash =
  /(w\/o|w\/|c\/o|y\/o|n\/a|y\/y|q\/q|m\/m|h\/h|b\/c|a\/c|c\/u|c\/c|s\/n)(?![\p{L}\p{N}/])|([cps]\/)(?= ?(?:\p{L}{2}|\d))/iuy;
/** `I/O`, `A/B`, `P/E` */
const slashedLetters = /[A-Z]\/[A-Z](?![\p{L}\p{N}/])/uy;
const perPeriod =
  /\/(wk|mo|yr|hr|day|week|month|year|día|semana|mes|año|jour|semaine|mois|an|giorno|settimana|mese|anno|dia|mês|ano|h|दिन|सप्ताह|माह|घंटा)(?![\p{L}\p{M}\p{N}])/uy;
const everyTime = /^c\/ ?\d{1,2} ?(?:hs?|hrs?|horas?|min|días?|semanas?|mes(?:es)?)(?!\p{L})/u;
const alternative = /\/(?=\p{L})/uy;

/** Words for signs, by what stands around them; a sign that only decorates is silent. */
export function readSign(scan: Scan, at: number): Reading | null {
  const { text, grammar, options } = scan;
  if (!options.replaceRemainingSymbols) return null;
  const isInner = /[\p{L}\p{N}/]/u.test(text.charAt(at - 1));
  const letters = isInner || !grammar.language.startsWith('en') ? null : matchAt(slashedLetters, text, at);
  if (letters !== null) return say(spell(scan, letters[0].replace('/', '')), at, at + 3);
  const slashed = isInner ? null : matchAt(withSlash, text, at);
  if (slashed !== null) {
    const written = slashed[1] ?? slashed[2] ?? '';
    const isStreet = /^[Cc]\/ ?\p{Lu}/u.test(text.slice(at, at + 4));
    if (/^\p{Lu}\/\p{Lu}$/u.test(written)) return say(spell(scan, written.replace('/', '')), at, at + 3);
    // `c/8 h` is "cada ocho horas".
    const isEach = grammar.language === 'es' && everyTime.test(text.slice(at, at + 12));
    const words = isEach ? 'cada' : grammar.symbols[isStreet ? 'C/' : written.toLowerCase()];
    if (words !== undefined) return say(words, at, at + slashed[0].length);
  }
  return readMarkup(scan, at) ?? readComparison(scan, at) ?? readArithmetic(scan, at) ?? readLetter(scan, at);
}

const factorBefore = /(?:[\d)\]²³]|(?<![\p{L}\p{M}])\p{L}) ?$/u;
const factorBehind = /^ ?(?:[\d(√]|\p{L}(?![\p{L}\p{M}]))/u;
/** Between numbers with space around them it is a sign of arithmetic only where the line goes on as one. */
const spacedFactor =
  /^ \d{1,9}(?:[.,]\d{1,9})?(?: ?[=+−×÷·^)]| - |[.,;]?$|[.,;] | (?:and|is|y|es|et|est|e|è|é) )/u;

/** `News · 5 min read · 2 comments`: a dot between words is a pause, a product between numbers, letters or brackets. */
function readMiddleDot({ grammar, text }: Scan, at: number): Reading {
  const before = text.slice(Math.max(0, at - 3), at);
  const after = text.slice(at + 1, at + 24);
  const isProduct = factorBefore.test(before) && factorBehind.test(after);
  const isList = /\d $/u.test(before) && /^ \d/u.test(after) && !spacedFactor.test(after);
  if (isProduct && !isList) return say(grammar.signs['·'] ?? '', at, at + 1);
  const isPause = /[\p{L}\p{M}\p{N})%"”’']\s*$/u.test(before) && after.trim() !== '';
  return isPause
    ? { end: at + 1, parts: [{ spoken: ',', start: at, end: at + 1, kind: 'mark' }] }
    : leaveOut('decoration', at, at + 1);
}

function named({ grammar, text }: Scan, sign: string, at: number): Reading | null {
  const words = Object.hasOwn(grammar.signs, sign) ? grammar.signs[sign] : undefined;
  // `$ npm install`: where a command is typed.
  if (sign === '$' && text.slice(0, at).trim() === '' && /^\$ \p{Ll}{2}/u.test(text.slice(at, at + 4)))
    return leaveOut('decoration', at, at + 1);
  // `Å` alone is a unit; in a word it is a letter.
  const isInWord = /\p{L}/u.test(sign) && /[\p{L}\p{M}]/u.test(text.charAt(at + sign.length));
  if (words === undefined || isInWord) return null;
  // `$HOME` is a name, no amount.
  const isName = sign === '$' && /[\p{L}_{]/u.test(text.charAt(at + 1));
  if (isName) return say(grammar.currencies['$']?.one ?? words, at, at + 1);
  return words === '' ? leaveOut('ordinal mark', at, at + sign.length) : say(words, at, at + sign.length);
}

function readComparison(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const right = matchAt(arrow, text, at) ?? matchAt(backArrow, text, at);
  // At the beginning it is the mark of an item.
  const isItem =
    right !== null &&
    at === text.search(/\S/u) &&
    /^ ?\p{L}|^ \d/u.test(text.slice(at + right[0].length, at + right[0].length + 2));
  if (right !== null && isItem) return leaveOut('decoration', at, at + right[0].length);
  if (right !== null) return say(grammar.signs['→'] ?? '', at, at + right[0].length);
  const match = matchAt(comparison, text, at);
  if (match === null) return null;
  const [written] = match;
  // A row of them is a line.
  if (written === '~' && (text.charAt(at + 1) === '~' || text.charAt(at - 1) === '~'))
    return leaveOut('decoration', at, at + 1);
  const sign = sameAs[written] ?? written;
  const compared = readCompared(scan, at, { written, sign });
  if (compared !== null) return compared;
  const isFirst =
    /^\s*\(?$/u.test(text.slice(Math.max(0, at - 3), at)) ||
    !/[\p{L}\p{N})\]°%]\s*$/u.test(text.slice(Math.max(0, at - 3), at));
  // `temperatures ≥ 25 °C` has no verb, `x ≥ 25` has one.
  const isBehindNoun = /[\p{Ll}\p{M}]{2} $/u.test(text.slice(Math.max(0, at - 3), at));
  // `Is 9 > 7?`
  const isAsked =
    grammar.language.startsWith('en') &&
    /(?<!\p{L})(?:is|are|was|were) [\d.,]{1,12} $/iu.test(text.slice(Math.max(0, at - 18), at));
  const alone = isFirst || isBehindNoun || isAsked ? grammar.signs[`_${sign}`] : undefined;
  if (alone !== undefined) return say(alone, at, at + written.length);
  if (sign === '~' && !/^~ ?[\d$€£]/u.test(text.slice(at, at + 3))) return leaveOut('decoration', at, at + 1);
  const words = Object.hasOwn(grammar.signs, sign) ? grammar.signs[sign] : undefined;
  return words === undefined ? null : say(words, at, at + written.length);
}

/** Hindi says the number first: `x > 5` is "x पाँच से अधिक". */
function readCompared(
  scan: Scan,
  at: number,
  { written, sign }: { readonly written: string; readonly sign: string },
): Reading | null {
  const { grammar, text } = scan;
  const words = /^(?:[<>]=?|[≤≥])$/u.test(sign) ? grammar.signs[sign] : undefined;
  if (grammar.language !== 'hi' || words?.startsWith('से ') !== true) return null;
  const from = at + written.length + (text.charAt(at + written.length) === ' ' ? 1 : 0);
  const numeral = parseNumeral(scan, from);
  if (numeral === null) return null;
  const unit = parseUnit(scan, numeral.end);
  const number = sayNumeral(scan, numeral, { gender: 'm', isBeforeNoun: true });
  const name = unit === null ? '' : ` ${unit.noun.many}`;
  return say(`${number}${name} ${words}`, at, unit?.end ?? numeral.end);
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
    return leaveOut('note', at, at + mark[0].length);
  if (sign === '*' && text.startsWith('SELECT ', at - 7)) return say(grammar.symbols['*'] ?? '', at, at + 1);
  if (sign === '*') {
    const isProduct =
      /[\p{N}\p{L})] ?$/u.test(before) &&
      /^ ?[\p{N}\p{L}(]/u.test(after) &&
      before.endsWith(' ') === after.startsWith(' ') &&
      (before.endsWith(' ') || /\d$/u.test(before));
    return isProduct ? say(grammar.signs['×'] ?? '', at, at + 1) : leaveOut('decoration', at, at + 1);
  }
  if (/[-–]/u.test(sign) && isRangeSign(scan, at)) return say(grammar.numbers.to, at, at + 1);
  if (sign === '-' || sign === '−') return readMinus(scan, at);
  if (sign === '·') return readMiddleDot(scan, at);
  if (sign === '/' && isQuotient(text, at)) return say(grammar.symbols['over'] ?? '', at, at + 1);
  const counted = sign === '/' ? readCounted(scan, at) : null;
  if (counted !== null) return counted;
  if (sign === '/' && matchAt(alternative, text, at) !== null && /\p{L}\.?$/u.test(before))
    return leaveOut('slash', at, at + 1);
  if (sign === '/' && isBetweenPhones(text, at))
    return { end: at + 1, parts: [{ spoken: ',', start: at, end: at + 1, kind: 'mark' }] };
  if (sign === '/' && /[\d)] $/u.test(before) && /^ [\d(]/u.test(after))
    return say(grammar.signs['÷'] ?? '', at, at + 1);
  // `.gitignore`, `.NET`
  if (sign === '.' && /(?:^|[\s("'])$/u.test(before) && /^(?:\p{Ll}{2}|\p{Lu}{2})/u.test(after))
    return say(grammar.symbols['.'] ?? '', at, at + 1);
  if (sign === '#' && /^(?: |#)/u.test(after)) return leaveOut('decoration', at, at + 1);
  if (sign === '&' && after.startsWith('&')) return say(grammar.signs['&'] ?? '', at, at + 2);
  if (sign === '|' && before.endsWith(' ') && after === '| ')
    return say(grammar.signs['||'] ?? '', at, at + 2);
  if (/[§¶]/u.test(sign) && text.charAt(at + 1) === sign)
    return say(grammar.signs[sign + sign] ?? grammar.signs[sign] ?? '', at, at + 2);
  // `Copyright © 2023`
  const copyright = `${text.slice(Math.max(0, at - 10), at)}©${text.slice(at + 1, at + 11)}`;
  if (sign === '©' && /copyright ?©|© ?copyright/iu.test(copyright))
    return leaveOut('registration', at, at + 1);
  return named(scan, sign, at);
}

const perUnit = /\/(?!(?:in|[cx])(?!\p{L}))((?:\p{L}\p{M}*){1,5})([²³]|[23](?!\d))?(?![\p{L}\p{M}\p{N}/])/uy;
const perNoun =
  /\/(person|user|head|capita|second|minute|page|class|family|household|student|patient|customer|room|team|game|player|group|device|account|persona|personne|pessoa|usuario|utente|usuário)(?![\p{L}\p{N}/])/uy;

/** `15 deaths/100,000 people` */
const perRound = /\/(?=1(?:0{2,6}|0{0,2}[,. ]000(?:[,. ]000)?)(?!\d|[,.]\d))/uy;

/** `7 days/wk`, `20 people/km²`, `120 hab./km²`: how many of something there are for one of a unit. */
function readCounted(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  if (!/[\d⁰¹²³⁴-⁹] [\p{L}\p{M}]{2,14}\.?$/u.test(text.slice(Math.max(0, at - 18), at))) return null;
  const period = matchAt(perPeriod, text, at) ?? matchAt(perNoun, text, at);
  if (period !== null) {
    const name = grammar.units[period[1] ?? '']?.one ?? period[1] ?? '';
    return say(sayPer(scan, name), at, at + period[0].length);
  }
  if (matchAt(perRound, text, at) !== null) return say(grammar.numbers.per, at, at + 1);
  const match = scan.options.unitNormalization ? matchAt(perUnit, text, at) : null;
  const symbol = (match?.[1] ?? '') + toUnitSymbol(match?.[2] ?? '');
  const unit = Object.hasOwn(grammar.units, symbol) ? grammar.units[symbol] : undefined;
  return match === null || unit === undefined ? null : say(sayPer(scan, unit.one), at, at + match[0].length);
}

/** `555-0123 / 555-0199`: one number or the other. */
function isBetweenPhones(text: string, at: number): boolean {
  // `100000 / 200000` is a division.
  const isPhone = (written = ''): boolean => /\d[-. ()]{1,2}\d/u.test(written);
  const before = /(?:\d[-. ()]{0,2}){6,14} ?$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0];
  const after = /^ ?\(?(?:\d[-. ()]{0,2}){6,14}/u.exec(text.slice(at + 1, at + 21))?.[0];
  return isPhone(before) && isPhone(after);
}

/** `ε/2`, `1/n`, `(a + b)/r²`: one over the other. */
function isQuotient(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at + 1, at + 4);
  if (/[)²³]$/u.test(before)) return /^(?:\p{Ll}(?![\p{L}\p{M}])|\(|\d{1,2}(?![\d/]))/u.test(after);
  if (/(?<![\p{L}\p{N}.,)])1$/u.test(before) && /^[nxyztkr](?![\p{L}\p{N}/])/u.test(after)) return true;
  const isVariable = /(?<![\p{L}\p{M}\p{N}'’])[nxyzkεδθπλα]$/u.test(before);
  return isVariable && /^\d(?![\p{L}])/u.test(after);
}
