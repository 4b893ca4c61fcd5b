import type { Currency } from '../grammar/grammar.ts';
import { type Numeral, parseAmount, parseNumeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, sayPer, type Scan } from '../scan/scan.ts';
import { toEnd } from './abbreviation.ts';
import {
  findCurrency,
  type Money,
  parseMoneyMagnitude,
  readUpper,
  sayMoney,
  sayMoneyRange,
} from './money-words.ts';
import { sayDecade } from './number.ts';
import { isMeasured, toPeriod } from './rate.ts';
import { withPoint } from './unit.ts';

const sign =
  /([-−+] ?)?((?:US|CA|AU|NZ|HK|NT|MX|C|A|R|S)?\$|\p{Sc}|(?:Rs|रु|रू)\.?|[A-Z]{3}|kr\.?|CHF|Fr\.)( ?)([-−])?(?=\.?\d)/uy;
const behind = / ?((?:US|R)?\$|\p{Sc}|[A-Z]{3}|kr|zł|Kč|p|c|(?:रु|Rs)(?:\.(?= ))?)(?![\p{L}\p{M}\p{N}])/uy;
/** `12€50`: the sign in the place of the decimal comma. */
const inner = /(\d{1,9})([€£$])(\d{2})(?![\p{L}\p{N}]|[.,]\d)/uy;
const period = /(?:\/| per | a )((?:\p{L}\p{M}*){1,10}[²³23]?)(?![\p{L}\p{M}\p{N}/])/uy;
/** `a $20-a-month plan` */
const joinedPeriod = /-(an?|per)-(hour|day|night|week|month|year|person|head|share)(?![\p{L}\p{N}])/uy;
const bills = /'?s(?![\p{L}\p{N}])/uy;
const wordBehind = / (dollars?|euros?|pounds?|dólares|reais|euro|bucks)(?!\p{L})/uy;

/** `$1.500 MXN`, `$ 2,500.00 M.N.`: whose dollars or pesos they are stands behind. */
const country =
  / ?(?:(USD|CAD|AUD|NZD|SGD|HKD|TWD|MXN|ARS|CLP|COP|UYU|DOP|PHP)(?![\p{L}\p{N}])|[Mm]\. ?[Nn](?:\.|(?![\p{L}\p{N}])))/uy;

/** Reads an amount of money, its currency before or behind it. */
export function readMoney(scan: Scan, at: number): Reading | null {
  return (
    readHeading(scan, at) ??
    readOldMoney(scan, at) ??
    readSignFirst(scan, at) ??
    readSignInside(scan, at) ??
    readSignLast(scan, at) ??
    readSignLastOfTwo(scan, at)
  );
}

const heading = /((?:US|CA|C|A|AU|NZ|HK|S)?\$|[€£¥₹])(bn|mn|mm|m|b|k)(?=[),])/iuy;

/** `Revenue ($M)`: the unit of a column. */
function readHeading(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match =
    text.charAt(at - 1) === '(' && grammar.language.startsWith('en') ? matchAt(heading, text, at) : null;
  const [written = '', sign = '', name = ''] = match ?? [];
  const currency = match === null ? undefined : findCurrency(scan, sign);
  const magnitude = /^[mM]/u.test(name) ? 'million' : /^b/iu.test(name) ? 'billion' : 'thousand';
  return currency === undefined ? null : say(`${magnitude} ${currency.many}`, at, at + written.length);
}

const nameBehind = / (\p{L}[\p{L}\p{M}]{2,11})(?![\p{L}\p{M}])/uy;

/** `12,50 euros`: a currency by its name, unless that is a weight, too. */
function findNamed({ grammar }: Scan, name: string): Currency | undefined {
  if (grammar.measures.has(name)) return undefined;
  return Object.values(grammar.currencies).find(({ one, many }) => name === one || name === many);
}

function readSignFirst(scan: Scan, at: number): Reading | null {
  const match = matchAt(sign, scan.text, at);
  // `EUR/USD 1.08` is a rate.
  const isCode = /^[A-Z]{3}/u.test(match?.[2] ?? '');
  if (match === null || (isCode && (match[1] !== undefined || scan.text.charAt(at - 1) === '/'))) return null;
  const currency = findCurrency(scan, match[2] ?? '');
  const numeral = currency === undefined ? null : parseAmount(scan, at + match[0].length);
  if (currency === undefined || numeral === null || isName(scan, match, numeral)) return null;
  // `in $20s`, `the low $300,000s`
  const plural = numeral.fraction === null ? matchAt(bills, scan.text, numeral.end) : null;
  if (plural !== null && scan.grammar.language.startsWith('en'))
    return say(sayDecade(scan, numeral.integer), at, numeral.end + plural[0].length);
  const signs = `${match[1] ?? ''}${match[4] ?? ''}`;
  const { numbers } = scan.grammar;
  const minus = /[-−]/u.test(signs) ? `${numbers.minus} ` : signs.startsWith('+') ? `${numbers.plus} ` : '';
  const magnitude = parseMoneyMagnitude(scan, numeral.end);
  const from = magnitude?.end ?? numeral.end;
  const land = match[2]?.endsWith('$') === true ? matchAt(country, scan.text, from) : null;
  const own = land === null ? undefined : findCurrency(scan, land[1] ?? 'MXN');
  const name = own === undefined ? matchAt(wordBehind, scan.text, from) : land;
  // The point of `M.N.` at the end is the sentence's own.
  const end = withoutLastPoint(scan, from + (name?.[0].length ?? 0));
  return finish(scan, at, {
    numeral,
    currency: own ?? currency,
    magnitude: magnitude?.noun ?? null,
    end,
    minus,
  });
}

function withoutLastPoint({ text }: Scan, end: number): number {
  return text.charAt(end - 1) === '.' ? toEnd(text, end) : end;
}

/** `COP28` is a conference, `AUD2024` an event, `PHP 8.2` a language: no amounts. */
function isName({ text }: Scan, [written, , code = '']: RegExpExecArray, numeral: Numeral): boolean {
  const { integer, fraction, isGrouped, end } = numeral;
  if (!/^[A-Z]{3}$/u.test(code) || isGrouped || fraction?.length === 2) return false;
  if (code === 'COP') return integer.length < 3;
  if (code === 'PHP') return integer.length === 1 || fraction !== null;
  const isYear = /^(?:19|20)\d\d$/u.test(integer) && fraction === null;
  return isYear && !written.endsWith(' ') && !/^ ?(?:mil|bn|m(?!\p{L}))/iu.test(text.slice(end, end + 5));
}

function readSignInside(scan: Scan, at: number): Reading | null {
  const match = matchAt(inner, scan.text, at);
  const currency = match === null ? undefined : findCurrency(scan, match[2] ?? '');
  if (match === null || currency === undefined || /[\d.,]/u.test(scan.text.charAt(at - 1))) return null;
  const end = at + match[0].length;
  const numeral = { end, integer: match[1] ?? '', fraction: match[3] ?? '', isGrouped: false };
  return finish(scan, at, { numeral, currency, magnitude: null, end, minus: '' });
}

function readSignLast(scan: Scan, at: number): Reading | null {
  const numeral = parseAmount(scan, at);
  if (numeral === null) return null;
  const magnitude = parseMoneyMagnitude(scan, numeral.end);
  const from = magnitude?.end ?? numeral.end;
  const name = numeral.fraction?.length === 2 ? matchAt(nameBehind, scan.text, from) : null;
  const named = name === null ? undefined : findNamed(scan, name[1] ?? '');
  const match = named === undefined ? matchAt(behind, scan.text, from) : name;
  const currency = named ?? (match === null ? undefined : findCurrency(scan, match[1] ?? ''));
  if (match === null || currency === undefined) return null;
  if (/^[pc]$/u.test(match[1] ?? '') && match[0].startsWith(' ')) return null;
  return finish(scan, at, {
    numeral,
    currency,
    magnitude: magnitude?.noun ?? null,
    end: from + match[0].length,
    minus: '',
  });
}

const rangeSign = / ?[–—-] ?/uy;
const signBehind = / ?(?:US\$|R\$|\p{Sc})(?![\p{L}\p{M}\p{N}])/uy;

/** `1,2-1,4 Md€`: two amounts, with magnitude and sign behind the second alone. */
function readSignLastOfTwo(scan: Scan, at: number): Reading | null {
  const { text } = scan;
  if (/[\d.,/:-]$/u.test(text.charAt(at - 1))) return null;
  const numeral = parseAmount(scan, at);
  const range = numeral === null ? null : matchAt(rangeSign, text, numeral.end);
  if (numeral === null || range === null) return null;
  const second = parseNumeral(scan, numeral.end + range[0].length);
  const scaled = second === null ? null : parseMoneyMagnitude(scan, second.end);
  const sign = second === null ? null : matchAt(signBehind, text, scaled?.end ?? second.end);
  const currency = sign === null ? undefined : findCurrency(scan, sign[0].trim());
  const upper = currency === undefined ? null : readUpper(scan, numeral.end, currency);
  if (upper === null) return null;
  return say(sayMoneyRange(scan, at, { lower: { numeral, magnitude: null }, upper }), at, upper.end);
}

function finish(scan: Scan, at: number, money: Money): Reading {
  const { minus } = money;
  const { text } = scan;
  const upper = readUpper(scan, money.end, money.currency);
  const end = upper?.end ?? money.end;
  const joined = scan.grammar.language.startsWith('en') ? matchAt(joinedPeriod, text, end) : null;
  if (joined !== null && upper === null)
    return say(
      `${minus}${sayMoney(scan, at, { ...money, isDescribing: true })} ${joined[1] === 'per' ? 'per' : 'a'} ${joined[2] ?? ''}`,
      at,
      end + joined[0].length,
    );
  const isPerMany = text.charAt(end) === '/' && isMeasured(scan, end + 1);
  const per = matchAt(period, text, end);
  const perName = per === null ? null : toPeriod(scan, per);
  const words = upper === null ? sayMoney(scan, at, money) : sayMoneyRange(scan, at, { lower: money, upper });
  if (isPerMany) return say(`${minus}${words} ${scan.grammar.numbers.per}`, at, end + 1);
  if (per === null || perName === null) return say(minus + words, at, end);
  return say(`${minus}${words} ${sayPer(scan, perName)}`, at, withPoint(text, end + per[0].length));
}

/** Shillings have a point or pence behind them: `10s` alone is a length of time. */
const oldAmount = /£(\d{1,6}) (\d{1,2})s(?:(?=\.)|(?= \d{1,2}d))\.?(?: (\d{1,2})d(?![\p{L}\p{N}]))?/uy;
const oldForm = { gender: 'm', isBeforeNoun: true } as const;

/** Reads an amount of Britain before 1971: `£1 10s. 6d.` */
function readOldMoney({ text, grammar }: Scan, at: number): Reading | null {
  const match = grammar.language.startsWith('en') ? matchAt(oldAmount, text, at) : null;
  if (match === null) return null;
  const [written, pounds = '', shillings = '', pence = ''] = match;
  const count = (digits: string, one: string, many: string): string =>
    `${grammar.numbers.cardinal(digits, oldForm)} ${digits === '1' ? one : many}`;
  const rest = pence === '' ? '' : ` and ${count(pence, 'penny', 'pence')}`;
  const words = `${count(pounds, 'pound', 'pounds')} ${count(shillings, 'shilling', 'shillings')}${rest}`;
  return say(words, at, withPoint(text, at + written.length));
}
