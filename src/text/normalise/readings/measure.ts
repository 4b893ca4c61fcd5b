import { isOne, type Numeral, parseAmount, parseNumeral, sayNumeral } from '../scan/numeral.ts';
import type { Noun } from '../grammar/grammar.ts';
import {
  isAttributive,
  join,
  matchAt,
  type Reading,
  say,
  type Scan,
  toForm,
  wordAfter,
  wordBefore,
} from '../scan/scan.ts';
import { isBeforePlace, isLettered, isLetteredHouse, isOnStreet } from './house-number.ts';
import { readSlashed } from './slashed.ts';
import { isDocket, isFrenchLaw, isJet, isNoCount, isResult } from './known-numbers.ts';
import { parseUnit, type UnitMatch, withPoint } from './unit.ts';
import { isDifference, isEven, isMatchScore, joinPlain, sayBoards, toTimesWord } from './times.ts';
import { isCounted, isYearLike } from './year.ts';

const rangeSign = / ?[–—] ?|[-−]| - /uy;
const timesSign = / ?[x×] ?(?=\d)/uy;
const magnitudeSign = / ?((?:\p{L}\p{M}*){1,12})\.?(?![\p{L}\p{N}'])/uy;

/** Reads a number with what belongs to it: a magnitude, a unit, a second number after `–` or `×`. */
export function readMeasure(scan: Scan, at: number): Reading | null {
  const first = parseMeasured(scan, at);
  if (first === null) return null;
  // `1-2-3` is no range.
  const isChained = /\d-$/u.test(scan.text.slice(Math.max(0, at - 2), at));
  const many = isChained ? null : readMany(scan, at, first);
  if (many !== null) return many;
  return readOne(scan, at, first);
}

/** A number with a comma for a decimal sign is one where a unit follows: `1,5 kg`. */
function parseMeasured(scan: Scan, at: number): Numeral | null {
  const amount = parseAmount(scan, at);
  return amount !== null && parseUnit(scan, amount.end) !== null ? amount : parseNumeral(scan, at);
}

/** Finds a magnitude (`k`, `million`) right behind a number. */
export function parseMagnitude({ text, grammar }: Scan, at: number): { end: number; noun: Noun } | null {
  const match = matchAt(magnitudeSign, text, at);
  if (match === null) return null;
  const name = match[1] ?? '';
  const isSpaced = match[0].startsWith(' ');
  const isCounted =
    /^[kM]$/u.test(name) && /^ (?:de |d')?\p{Ll}{3}/u.test(text.slice(match.index + match[0].length));
  if (isSpaced && name.length === 1 && (grammar.language.startsWith('en') || !isCounted)) return null;
  const { magnitudes } = grammar.numbers;
  const key = Object.hasOwn(magnitudes, name) ? name : name.toLowerCase();
  const noun =
    Object.hasOwn(magnitudes, key) && (key === name || name.length > 1) ? magnitudes[key] : undefined;
  const end = at + match[0].replace('.', '').length;
  // `2 doz. eggs`
  return noun === undefined ? null : { end: isSpaced && name.length > 2 ? withPoint(text, end) : end, noun };
}

/** `5.5m people`: what is counted is no length. */
function parseMillions({ text, grammar }: Scan, at: number): { end: number; noun: Noun } | null {
  const noun = grammar.numbers.magnitudes['M'];
  const isCount = text.charAt(at) === 'm' && isCounted(wordAfter(text, at + 1).toLowerCase());
  return noun !== undefined && isCount && text.charAt(at + 1) === ' ' ? { end: at + 1, noun } : null;
}

/** Whether a language counts the number as one: French and Portuguese do so below two. */
export function isSingular({ grammar }: Scan, numeral: Numeral): boolean {
  const isBelowTwo = /^[01]?$/u.test(numeral.integer);
  return /^(fr|pt)/u.test(grammar.language) ? isBelowTwo : isOne(numeral);
}

function readOne(scan: Scan, at: number, numeral: Numeral): Reading | null {
  if (isLettered(scan, at, numeral.end) || isLetteredHouse(scan, numeral) || isOnStreet(scan, numeral))
    return null;
  const magnitude = parseMagnitude(scan, numeral.end) ?? parseMillions(scan, numeral.end);
  if (magnitude !== null) return readMagnitude(scan, at, { numeral, magnitude });
  const unit = parseUnit(scan, numeral.end);
  if (unit === null) return readSlashed(scan, at, numeral);
  const minute = sayMinute(scan, at, numeral);
  if (minute !== null && unit.noun === scan.grammar.units['min']) return say(minute, at, unit.end);
  const isDescribing =
    isAttributive(scan, at, unit.end) || isOfVessel(scan, unit.end) || isHyphened(scan.text, numeral.end);
  const name = isDescribing || isSingular(scan, numeral) ? unit.noun.one : unit.noun.many;
  const form = { gender: unit.noun.gender ?? 'm', isBeforeNoun: true } as const;
  return place(scan, at, { numeral, unit, spoken: sayNumeral(scan, numeral, form), name });
}

/** `al 90'` is one minute of a game: the ninetieth. */
function sayMinute({ text, grammar }: Scan, at: number, { integer, end }: Numeral): string | null {
  const { numbers, units, language, oneOf } = grammar;
  if (text.charAt(end) !== "'" || language.startsWith('en') || !oneOf.has(wordBefore(text, at))) return null;
  if (language === 'it') return numbers.ordinal(integer, 'm');
  return `${units['min']?.one ?? ''} ${numbers.cardinal(integer, { gender: 'm', isBeforeNoun: false })}`;
}

const vessels =
  /^(?:bag|bottle|box|can|carton|container|cup|glass|jar|mug|packet|tin|tub|house|home|apartment|condo)$/u;

/** `1 12 oz. can`, `a big 900 sq. ft. house`: what measures them is in the singular in English. */
function isOfVessel({ text, grammar }: Scan, end: number): boolean {
  return grammar.language.startsWith('en') && vessels.test(wordAfter(text, end));
}

function isHyphened(text: string, at: number): boolean {
  return text.charAt(at) === '-';
}

/** Two words where white space parts number and unit, else one. */
function place(
  scan: Scan,
  at: number,
  { numeral, unit, spoken, name }: { numeral: Numeral; unit: UnitMatch; spoken: string; name: string },
): Reading {
  // `un'ora` is one word.
  if (spoken === 'una' && scan.grammar.language === 'it' && /^[aeiou]/u.test(name))
    return say(`un'${name}`, at, unit.end);
  const isTouching = unit.start === numeral.end || isHyphened(scan.text, numeral.end);
  if (isTouching) return say(`${spoken} ${name}`, at, unit.end);
  return join(say(spoken, at, numeral.end), say(name, unit.start, unit.end));
}

function readMagnitude(
  scan: Scan,
  at: number,
  { numeral, magnitude }: { numeral: Numeral; magnitude: { end: number; noun: Noun } },
): Reading | null {
  if (
    /^[248]$/u.test(numeral.integer) &&
    numeral.fraction === null &&
    scan.text.slice(numeral.end, magnitude.end) === 'K'
  )
    return null;
  if (isNoCount(scan, at, numeral) && magnitude.end === numeral.end + 1) return null;
  // `duas mil pessoas`: a thousand agrees with what is counted.
  const counted = magnitude.noun.many === 'mil' ? toForm(scan, magnitude.end).gender : 'm';
  const gender = magnitude.noun.gender ?? counted;
  const spoken = sayNumeral(scan, numeral, { gender, isBeforeNoun: true });
  const name = isSingular(scan, numeral) ? magnitude.noun.one : magnitude.noun.many;
  const { text } = scan;
  const unit = parseUnit(scan, magnitude.end);
  if (unit !== null && unit.start > magnitude.end) {
    const count = toCount(scan, `${spoken} ${name}`, magnitude.end);
    return join(say(count, at, magnitude.end), say(unit.noun.many, unit.start, unit.end));
  }
  if (text.charAt(numeral.end) !== ' ')
    return say(toCount(scan, `${spoken} ${name}`, magnitude.end), at, magnitude.end);
  return join(say(spoken, at, numeral.end), say(name, numeral.end + 1, magnitude.end));
}

/** Spanish, French, Italian and Portuguese count nouns in millions with a preposition that is never written after `M`. */
function toCount({ text, grammar }: Scan, spoken: string, end: number): string {
  const isCounting = /(?:ill|ilh)[^ ]*$/u.test(spoken) && !grammar.language.startsWith('en');
  const next = wordAfter(text, end).toLowerCase();
  if (!isCounting || next === '' || grammar.functionWords.has(next)) return spoken;
  if (grammar.language === 'it') return `${spoken} di`;
  return grammar.language === 'hi' ? spoken : `${spoken} de`;
}

function readMany(scan: Scan, at: number, first: Numeral): Reading | null {
  const { text, grammar } = scan;
  const times = matchAt(timesSign, text, first.end);
  const range = times ?? matchAt(rangeSign, text, skipUnit(scan, first));
  if (range === null) return null;
  const second = parseNumeral(scan, range.index + range[0].length);
  if (second !== null && /^(?:\^|[⁰¹²³⁴-⁹⁻]|[eE][-+]?\d)/u.test(text.slice(second.end, second.end + 3)))
    return null;
  if (second === null || /^[-–][\d\p{Lu}]/u.test(text.slice(second.end, second.end + 2))) return null;
  const boards = times === null ? null : sayBoards(scan, times[0], [first, second]);
  if (boards !== null) return say(boards, at, second.end + 1);
  const unit = parseUnit(scan, second.end);
  if (times !== null && unit === null && isMatchScore(scan, at, [first, second]))
    return say(joinPlain(scan, [first, second], 'a'), at, second.end);
  if (times === null && isDifference(text, range[0], unit?.end ?? second.end))
    return say(joinPlain(scan, [first, second], grammar.numbers.minus), at, second.end);
  if (times === null && !isRange(scan, range[0], { first, second, at })) return null;
  const magnitude = parseMagnitude(scan, second.end);
  const noun = magnitude?.noun ?? unit?.noun;
  const end = magnitude?.end ?? unit?.end ?? second.end;
  const form =
    noun === undefined
      ? isResult(scan, first, second)
        ? ({ gender: 'm', isBeforeNoun: false } as const)
        : toForm(scan, second.end)
      : ({ gender: noun.gender ?? 'm', isBeforeNoun: true } as const);
  const last = times === null ? toSeason(scan, { first, second, at }) : second;
  const toWords = (numeral: Numeral): string =>
    isYearLike(scan, numeral, { at, isInRange: times === null, hasNoun: noun !== undefined })
      ? grammar.numbers.year(numeral.integer)
      : sayNumeral(scan, numeral, form);
  // `2-1 से` is a score, whose postposition stands behind it.
  const isScore = grammar.language === 'hi' && text.startsWith(' से', end);
  const to = isScore || isEven(text, { first, second, end: second.end }) ? '' : grammar.numbers.to;
  const link = times === null ? to : toTimesWord(scan, times[0], { end, noun, pair: [first, second] });
  const isDescribing = noun !== undefined && (isAttributive(scan, at, end) || isHyphened(text, second.end));
  const name = noun === undefined ? '' : ` ${isDescribing ? noun.one : noun.many}`;
  const spoken = `${toWords(first)} ${link} ${toWords(last)}${name}`.replace('  ', ' ');
  const third = matchAt(timesSign, text, second.end);
  const more = third === null ? null : parseNumeral(scan, third.index + third[0].length);
  if (third === null || more === null) return say(spoken, at, end);
  const size = parseUnit(scan, more.end);
  const isBeforeNoun = size !== null && isAttributive(scan, at, size.end);
  const sizeName = size === null ? '' : ` ${isBeforeNoun ? size.noun.one : size.noun.many}`;
  const by = size === null ? link : grammar.numbers.by;
  const sides = [first, last, more].map(toWords).join(` ${by} `);
  return say(`${sides}${sizeName}`, at, size?.end ?? more.end);
}

/** The second year of `2022-23` has its century, too; English leaves it out. */
function toSeason(
  scan: Scan,
  { first, second, at }: { first: Numeral; second: Numeral; at: number },
): Numeral {
  if (scan.grammar.language.startsWith('en') || second.integer.length !== 2) return second;
  const isYear = isYearLike(scan, first, { at, isInRange: true, hasNoun: false });
  if (!isYear || second.fraction !== null || second.integer <= first.integer.slice(2)) return second;
  return { ...second, integer: first.integer.slice(0, 2) + second.integer };
}

/** `5kg–10kg`, `3%–5%`: the first unit is not said. */
function skipUnit(scan: Scan, first: Numeral): number {
  const unit = parseUnit(scan, first.end);
  if (unit === null || isHyphened(scan.text, first.end)) return first.end;
  const rest = scan.text.slice(unit.end, unit.end + 3);
  return /^ ?[–-] ?\d/u.test(rest) ? unit.end : first.end;
}

/** A spaced hyphen is a minus sign, unless what stands around it says that it is a range. */
function isRange(
  scan: Scan,
  sign: string,
  { first, second, at }: { first: Numeral; second: Numeral; at: number },
): boolean {
  if (first.integer.startsWith('0') && first.integer.length > 1) return false;
  if (isJet(scan, first, second)) return false;
  // `2024-113` is the number of a paper, `L. 121-1` an article, `12345-6` an account.
  const lengths = `${first.integer.length} ${second.integer.length}`;
  // `1908-9` are years, and in English `133-1` are odds.
  const isYear = /^(?:1[1-9]|20)\d\d$/u.test(first.integer);
  const isPart = scan.grammar.language.startsWith('en') ? /^[5-9] 1$/u : /^[3-9] 1$/u;
  const isPaper = !first.isGrouped && (lengths === '4 3' || (isPart.test(lengths) && !isYear));
  if (isPaper && sign === '-') return false;
  if (sign === '-' && (isFrenchLaw(scan, at, [first, second]) || isDocket(scan, at, second))) return false;
  if (/^ [-–] $/u.test(sign) && isBeforePlace(scan, second)) return false;
  if (sign !== ' - ' || isResult(scan, first, second)) return true;
  return (
    Number(first.integer) < Number(second.integer) && !/= ?$/u.test(scan.text.slice(Math.max(0, at - 2), at))
  );
}
